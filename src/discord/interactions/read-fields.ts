import { type APIModalSubmission, type APIModalSubmissionComponent, ComponentType } from 'discord-api-types/v10';

/**
 * What was typed into a form, by field; in labels as we send them, or in the action rows of older forms. Anybody can send
 * any field: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure
 */
export function readFields({ components }: APIModalSubmission): Readonly<Record<string, string>> {
  return Object.fromEntries(components.flatMap(readInputs));
}

function readInputs(component: APIModalSubmissionComponent): [string, string][] {
  const inputs =
    component.type === ComponentType.Label
      ? [component.component]
      : component.type === ComponentType.ActionRow
        ? component.components
        : [];
  return inputs.flatMap((input): [string, string][] =>
    input.type === ComponentType.TextInput ? [[input.custom_id, input.value]] : [],
  );
}
