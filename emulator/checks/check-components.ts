/**
 * Refuses components as Discord does although its schema lets them pass:
 * https://discord.com/developers/docs/components/reference
 */
import type { Reason } from '../rest/answer-request.ts';
import type { JsonObject } from '../rest/json.ts';
import { isObject, objectsOf, textOf } from '../rest/json.ts';
import { checkLabel, checkTextInput } from './check-form-parts.ts';
import { checkFilled, checkLength, checkUrl, tooLong } from './check-text.ts';

type Path = readonly (string | number)[];

const ROW = 1;
const BUTTON = 2;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const LABEL = 18;
const SELECTS: ReadonlySet<unknown> = new Set([STRING_SELECT, 5, 6, 7, 8]);
/** Kinds that need the IS_COMPONENTS_V2 flag: section, text display, thumbnail, gallery, file, separator, container. */
const V2_KINDS: ReadonlySet<unknown> = new Set([9, 10, 11, 12, 13, 14, 17]);
const LIMIT = {
  rows: 5,
  buttons: 5,
  all: 40,
  customId: 100,
  label: 80,
  options: 25,
  option: 100,
  modalTitle: 45,
  modalRows: 5,
} as const;
const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;

/** Reasons against the components of a message. */
export function checkComponents(components: readonly JsonObject[], v2: boolean): readonly Reason[] {
  const all = flatten(components, ['components']);
  return [
    ...(!v2 && components.length > LIMIT.rows ? [tooLong(['components'], LIMIT.rows)] : []),
    ...(all.length > LIMIT.all
      ? [
          {
            path: ['components'],
            code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
            message: `The maximum number of components is ${LIMIT.all}.`,
          },
        ]
      : []),
    ...all.flatMap(({ component, path }) => [
      ...checkKind(component, path),
      ...(!v2 && V2_KINDS.has(component['type'])
        ? [
            {
              path: [...path, 'type'],
              code: 'COMPONENT_TYPE_INVALID',
              message: 'This component needs the IS_COMPONENTS_V2 flag.',
            },
          ]
        : []),
    ]),
    ...findRepeatedIds(all),
  ];
}

/** Reasons against a form that an interaction opens: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal */
export function checkModal(modal: JsonObject): readonly Reason[] {
  const rows = objectsOf(modal['components']);
  const all = flatten(rows, ['data', 'components']);
  return [
    ...checkFilled(modal['title'], ['data', 'title'], LIMIT.modalTitle),
    ...checkFilled(modal['custom_id'], ['data', 'custom_id'], LIMIT.customId),
    ...(rows.length < 1 || rows.length > LIMIT.modalRows
      ? [
          {
            path: ['data', 'components'],
            code: 'BASE_TYPE_BAD_LENGTH',
            message: `Must be between 1 and ${LIMIT.modalRows} in length.`,
          },
        ]
      : []),
    ...all.flatMap(({ component, path }) => checkKind(component, path)),
    ...findRepeatedIds(all),
  ];
}

interface Placed {
  readonly component: JsonObject;
  readonly path: Path;
}

/** Every component with its place, those in rows, containers, sections and labels included. */
function flatten(components: readonly JsonObject[], path: Path): readonly Placed[] {
  return components.flatMap((component, index) => {
    const here = [...path, index];
    const single = ['accessory', 'component'].flatMap((key) => {
      const inner = component[key];
      return isObject(inner) ? [{ component: inner, path: [...here, key] }] : [];
    });
    return [
      { component, path: here },
      ...flatten(objectsOf(component['components']), [...here, 'components']),
      ...single,
    ];
  });
}

function checkKind(component: JsonObject, path: Path): readonly Reason[] {
  const { type } = component;
  if (type === ROW) return checkRow(component, path);
  if (type === BUTTON) return checkButton(component, path);
  if (type === TEXT_INPUT) return checkTextInput(component, path);
  if (type === LABEL) return checkLabel(component, path);
  return SELECTS.has(type) ? checkSelect(component, path) : [];
}

function checkRow(row: JsonObject, path: Path): readonly Reason[] {
  const inner = objectsOf(row['components']);
  const at = [...path, 'components'];
  const selects = inner.filter(({ type }) => SELECTS.has(type)).length;
  return [
    ...(inner.length === 0
      ? [{ path: at, code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' }]
      : []),
    ...(inner.length > LIMIT.buttons || (selects > 0 && inner.length > 1)
      ? [
          {
            path: at,
            code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
            message: 'The specified component exceeds the maximum width',
          },
        ]
      : []),
  ];
}

function checkButton(button: JsonObject, path: Path): readonly Reason[] {
  const says = textOf(button['label']) !== undefined || isObject(button['emoji']);
  const label = [
    ...checkLength(button['label'], [...path, 'label'], LIMIT.label),
    ...(says || button['style'] === PREMIUM_STYLE
      ? []
      : [{ path, code: 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', message: 'A button needs a label or an emoji.' }]),
  ];
  if (button['style'] === PREMIUM_STYLE) return label;
  if (button['style'] !== LINK_STYLE) {
    const url = button['url'] === undefined || button['url'] === null;
    return [
      ...label,
      ...checkFilled(button['custom_id'], [...path, 'custom_id'], LIMIT.customId),
      ...(url
        ? []
        : [
            {
              path: [...path, 'url'],
              code: 'BUTTON_COMPONENT_URL_NOT_ALLOWED',
              message: 'Only a link button has a URL.',
            },
          ]),
    ];
  }
  return [
    ...label,
    ...(button['url'] === undefined || button['url'] === null
      ? [{ path: [...path, 'url'], code: 'BASE_TYPE_REQUIRED', message: 'A url is required' }]
      : [...checkUrl(button['url'], [...path, 'url']), ...checkLength(button['url'], [...path, 'url'], 512)]),
    ...(button['custom_id'] === undefined || button['custom_id'] === null
      ? []
      : [
          {
            path: [...path, 'custom_id'],
            code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
            message: 'A custom id and url cannot both be specified',
          },
        ]),
  ];
}

function checkSelect(select: JsonObject, path: Path): readonly Reason[] {
  const options = objectsOf(select['options']);
  const values = options.map(({ value }) => value);
  const inStringSelect = select['type'] === STRING_SELECT;
  return [
    ...checkFilled(select['custom_id'], [...path, 'custom_id'], LIMIT.customId),
    ...checkLength(select['placeholder'], [...path, 'placeholder'], 150),
    ...(inStringSelect && (options.length < 1 || options.length > LIMIT.options)
      ? [
          {
            path: [...path, 'options'],
            code: 'BASE_TYPE_BAD_LENGTH',
            message: `Must be between 1 and ${LIMIT.options} in length.`,
          },
        ]
      : []),
    ...options.flatMap((option, index) => [
      ...checkFilled(option['label'], [...path, 'options', index, 'label'], LIMIT.option),
      ...checkFilled(option['value'], [...path, 'options', index, 'value'], LIMIT.option),
      ...checkLength(option['description'], [...path, 'options', index, 'description'], LIMIT.option),
    ]),
    ...checkDefaults(select, path),
    ...(new Set(values).size === values.length
      ? []
      : [
          {
            path: [...path, 'options'],
            code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
            message: 'The specified option value is already used',
          },
        ]),
  ];
}

/**
 * Checks the values shown as chosen in a select of channels, roles or people: within the number allowed, each once and
 * of the select's own kind.
 */
function checkDefaults(select: JsonObject, path: Path): readonly Reason[] {
  const defaults = objectsOf(select['default_values']);
  const most = typeof select['max_values'] === 'number' ? select['max_values'] : 1;
  const least = typeof select['min_values'] === 'number' ? select['min_values'] : 1;
  const at = [...path, 'default_values'];
  const few = defaults.length > 0 && defaults.length < least;
  return [
    ...(defaults.length > most || few
      ? [{ path: at, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${least} and ${most} in length.` }]
      : []),
    ...findRepeated(defaults.map(({ id }) => id)).map((id) => ({
      path: at,
      code: 'SELECT_COMPONENT_DEFAULT_VALUE_DUPLICATED',
      message: `The default value ${String(id)} is already used`,
    })),
  ];
}

function findRepeated(values: readonly unknown[]): readonly unknown[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

function findRepeatedIds(all: readonly Placed[]): readonly Reason[] {
  const seen = new Set<string>();
  return all.flatMap(({ component, path }) => {
    const id = textOf(component['custom_id']);
    if (id === undefined) return [];
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      {
        path: [...path, 'custom_id'],
        code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
        message: 'Component custom id cannot be duplicated',
      },
    ];
  });
}
