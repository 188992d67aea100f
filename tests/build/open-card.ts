import { expect } from 'vitest';
import type { InteractionOutcome } from '../../emulator/people/interact.ts';
import { MANAGER, type StartedWorld } from './start-world.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const FORM_CALLBACK = 9;

/** One person in front of the private message of `/datewatch setup`, in a running program; every press is counted. */
export async function openCard(
  started: Pick<StartedWorld, 'emulator'>,
  options: Readonly<Record<string, string>> = {},
  userId = MANAGER,
) {
  const { interact } = started.emulator;
  const first = await interact.command({ name: 'datewatch setup', options, userId });
  let shown: InteractionOutcome = first;
  let presses = 0;
  const messageId = first.message?.id ?? '';
  const components = (): readonly Record<string, unknown>[] =>
    (shown.message?.components ?? []).flatMap((row) => row['components'] as Record<string, unknown>[]);
  const find = (fits: (one: Record<string, unknown>) => boolean, name: string) => {
    const found = components().find(fits);
    if (found === undefined) throw new Error(`no ${name}: ${JSON.stringify(components())}`);
    return String(found['custom_id']);
  };
  const button = (label: string) => find((one) => one['label'] === label, label);
  const select = (what: string) => find((one) => String(one['custom_id']).split(':')[1] === what, what);
  const show = async (doing: Promise<InteractionOutcome>) => {
    presses += 1;
    const outcome = await doing;
    if (outcome.callbackType !== FORM_CALLBACK && outcome.message?.id === messageId) shown = outcome;
    return outcome;
  };
  const control = (customId: string) => ({ messageId, customId, userId });
  return {
    first,
    messageId,
    presses: () => presses,
    control: (label: string) => control(button(label)),
    labels: () => components().flatMap((one) => (typeof one['label'] === 'string' ? [one['label']] : [])),
    text: () => `${shown.content}\n${JSON.stringify(shown.message?.embeds ?? [])}`,
    press: (label: string) => show(interact.button(control(button(label)))),
    choose: (what: string, ...values: string[]) => show(interact.select({ ...control(select(what)), values })),
    /** Chooses "Other…" in a select, and fills the form that opens. */
    async type(what: string, fields: Record<string, string>) {
      const opened = await interact.select({ ...control(select(what)), values: ['*other'] });
      expect(opened.callbackType).toBe(FORM_CALLBACK);
      return show(interact.modalSubmit({ customId: String(opened.modal?.['custom_id']), fields, userId, messageId }));
    },
    async fill(label: string, typed: Record<string, string>) {
      const opened = await interact.button(control(button(label)));
      expect(opened.callbackType).toBe(FORM_CALLBACK);
      // Discord sends every field, as it was shown where nothing was typed.
      const fields = { ...shownIn(opened.modal), ...typed };
      return show(interact.modalSubmit({ customId: String(opened.modal?.['custom_id']), fields, userId, messageId }));
    },
  };
}

/** A channel that gets nothing yet is asked three questions: all dates, and these times before them. */
export async function answerQuestions(card: Awaited<ReturnType<typeof openCard>>, leads: string) {
  for (const step of [/^Use #/, /^All dates/]) await card.press(card.labels().find((one) => step.test(one)) ?? '');
  return card.choose('leads', leads);
}

/** The clock of the server, typed on the card of a channel or at the third question. */
export async function setClockOnCard(
  started: Pick<StartedWorld, 'emulator'>,
  fields: { readonly zone?: string; readonly time?: string },
) {
  const card = await openCard(started);
  if (card.labels().includes('Remove')) {
    await card.press('Server time zone');
    return card.fill('Other zone, time of day…', fields);
  }
  for (const step of [/^Use #/, /^All dates/]) await card.press(card.labels().find((one) => step.test(one)) ?? '');
  return card.fill('Server time zone', fields);
}

function shownIn(modal: InteractionOutcome['modal']): Record<string, string> {
  const texts = new Map<string, string>();
  const visit = (one: unknown): void => {
    if (Array.isArray(one)) one.forEach(visit);
    else if (typeof one === 'object' && one !== null) {
      const { custom_id: id, value } = one as { custom_id?: unknown; value?: unknown };
      if (typeof id === 'string' && typeof value === 'string') texts.set(id, value);
      Object.values(one).forEach(visit);
    }
  };
  visit(modal?.['components']);
  return Object.fromEntries(texts);
}
