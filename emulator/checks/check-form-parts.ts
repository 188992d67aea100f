/**
 * Refuses parts of a form as Discord does although its schema lets them pass:
 * https://discord.com/developers/docs/components/reference#text-input and #label
 */
import type { Reason } from '../rest/answer-request.ts';
import type { JsonObject } from '../rest/json.ts';
import { isObject, textOf } from '../rest/json.ts';
import { checkFilled, checkLength } from './check-text.ts';

type Path = readonly (string | number)[];

const LABEL_MAX = 45;
const CUSTOM_ID_MAX = 100;
/** A text input that names no limit takes this many characters. */
const TEXT_MAX = 4000;

/** Reasons against a label: it names the component, which then has no label of its own. */
export function checkLabel(label: JsonObject, path: Path): readonly Reason[] {
  const inner = isObject(label['component']) ? label['component'] : {};
  const named = inner['label'] === undefined || inner['label'] === null;
  return [
    ...checkFilled(label['label'], [...path, 'label'], LABEL_MAX),
    ...(named
      ? []
      : [
          {
            path: [...path, 'component', 'label'],
            code: 'COMPONENT_LABEL_NOT_ALLOWED',
            message: 'A component in a label has no label of its own.',
          },
        ]),
  ];
}

/** Reasons against a text input: its value must be one that a person could send. */
export function checkTextInput(input: JsonObject, path: Path): readonly Reason[] {
  const most = typeof input['max_length'] === 'number' ? input['max_length'] : TEXT_MAX;
  const least = typeof input['min_length'] === 'number' ? input['min_length'] : 0;
  const value = textOf(input['value']) ?? '';
  return [
    ...checkFilled(input['custom_id'], [...path, 'custom_id'], CUSTOM_ID_MAX),
    ...checkLength(input['label'], [...path, 'label'], LABEL_MAX),
    ...checkLength(value, [...path, 'value'], most),
    ...(least <= most && (value === '' || value.length >= least)
      ? []
      : [{ path, code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${least} or more in length.` }]),
  ];
}
