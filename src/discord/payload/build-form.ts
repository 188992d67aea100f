import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import {
  CONTROL_ID_MAX,
  FIELD_LABEL_MAX,
  FIELD_PLACEHOLDER_MAX,
  FIELD_TEXT_MAX,
  FORM_FIELDS_MAX,
  FORM_TITLE_MAX,
} from '../../model/discord-limits.ts';
import type { Form, FormField } from '../../model/message.ts';
import { isBlank, type NoteTrim, trimText } from './build-components.ts';

/**
 * Builds a form as a modal that Discord accepts: every field in a label of its own, since text inputs in action rows
 * are deprecated: https://docs.discord.com/developers/components/reference#label. Texts that are too long are cut and
 * reported to `note`; a field that could not be read back (an id that is empty, too long or used twice) is left out.
 */
export function buildForm(form: Form, note: NoteTrim): APIModalInteractionResponseCallbackData {
  const ids = new Set<string>();
  const fields = form.fields.filter(({ id }, index) => {
    const fits = !isBlank(id) && id.length <= CONTROL_ID_MAX && !ids.has(id);
    if (!fits) note(`fields[${index}]: an id that is empty, used twice or over ${CONTROL_ID_MAX}`);
    ids.add(id);
    return fits;
  });
  if (fields.length > FORM_FIELDS_MAX) note(`fields: ${fields.length} of ${FORM_FIELDS_MAX}`);
  if (fields.length === 0) throw new RangeError('A form needs a field.');
  if (isBlank(form.id) || form.id.length > CONTROL_ID_MAX) throw new RangeError('A form needs an id that fits.');
  return {
    custom_id: form.id,
    title: isBlank(form.title) ? '…' : trimText(form.title, FORM_TITLE_MAX, 'title', note),
    components: fields.slice(0, FORM_FIELDS_MAX).map((field, index) => buildField(field, `fields[${index}]`, note)),
  };
}

function buildField(field: FormField, where: string, note: NoteTrim): APILabelComponent {
  const max_length = Math.max(1, Math.min(field.maxLength, FIELD_TEXT_MAX));
  return {
    type: ComponentType.Label,
    label: isBlank(field.label) ? '…' : trimText(field.label, FIELD_LABEL_MAX, `${where}.label`, note),
    component: {
      type: ComponentType.TextInput,
      custom_id: field.id,
      style: field.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required: field.required,
      max_length,
      ...(isBlank(field.value) ? {} : { value: trimText(field.value, max_length, `${where}.value`, note) }),
      ...(isBlank(field.placeholder)
        ? {}
        : { placeholder: trimText(field.placeholder, FIELD_PLACEHOLDER_MAX, `${where}.placeholder`, note) }),
    },
  };
}
