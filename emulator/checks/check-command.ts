/**
 * Refuses application commands as Discord does although its schema lets them pass:
 * https://discord.com/developers/docs/interactions/application-commands
 */
import type { Reason } from '../rest/answer-request.ts';
import type { JsonObject } from '../rest/json.ts';
import { isObject, objectsOf, textOf } from '../rest/json.ts';
import { checkFilled, checkLength } from './check-text.ts';

type Path = readonly (string | number)[];

const CHAT_INPUT = 1;
/** Commands in the menu of a user and of a message. */
const MENU_KINDS = [2, 3] as const;
const SUBCOMMANDS: ReadonlySet<unknown> = new Set([1, 2]);
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LIMIT = { name: 32, description: 100, options: 25, choices: 25, choice: 100, characters: 8000, menu: 5 } as const;

/** Reasons against one command. */
export function checkCommand(command: JsonObject, path: Path = []): readonly Reason[] {
  const chatInput = command['type'] === undefined || command['type'] === CHAT_INPUT;
  const size = countCharacters(command);
  return [
    ...(chatInput ? checkNames(command, path) : checkFilled(command['name'], [...path, 'name'], LIMIT.name)),
    ...(chatInput ? [] : checkMenuCommand(command, path)),
    ...checkLocalizations(command, path, chatInput),
    ...(chatInput ? checkFilled(command['description'], [...path, 'description'], LIMIT.description) : []),
    ...(size > LIMIT.characters
      ? [
          {
            path,
            code: 'APPLICATION_COMMAND_TOO_LARGE',
            message: `Command exceeds maximum size (${LIMIT.characters}): it has ${size}.`,
          },
        ]
      : []),
    ...checkOptions(objectsOf(command['options']), [...path, 'options']),
  ];
}

/** Reasons against a list that replaces all commands. */
export function checkCommandList(commands: readonly JsonObject[]): readonly Reason[] {
  const repeated = findRepeated(
    commands.map((command) => `${String(command['type'] ?? CHAT_INPUT)} ${String(command['name'])}`),
  );
  const crowded = MENU_KINDS.filter((kind) => commands.filter(({ type }) => type === kind).length > LIMIT.menu);
  return [
    ...commands.flatMap((command, index) => checkCommand(command, [index])),
    ...crowded.map((kind) => ({
      path: [],
      code: 'APPLICATION_COMMANDS_EXCEEDED',
      message: `At most ${LIMIT.menu} commands of type ${kind} can be registered.`,
    })),
    ...repeated.map((index) => ({
      path: [index, 'name'],
      code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
      message: 'Application command names must be unique',
    })),
  ];
}

/** A command in the menu of a message or user has nothing but its name. */
function checkMenuCommand(command: JsonObject, path: Path): readonly Reason[] {
  const described = typeof command['description'] === 'string' && command['description'] !== '';
  return [
    ...(described
      ? [
          {
            path: [...path, 'description'],
            code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED',
            message: 'Context menu commands cannot have description',
          },
        ]
      : []),
    ...(objectsOf(command['options']).length > 0
      ? [
          {
            path: [...path, 'options'],
            code: 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED',
            message: 'Context menu commands cannot have options',
          },
        ]
      : []),
  ];
}

function checkNames(entry: JsonObject, path: Path): readonly Reason[] {
  return checkName(entry['name'], [...path, 'name']);
}

function checkName(value: unknown, path: Path): readonly Reason[] {
  const good = typeof value === 'string' && NAME.test(value) && value === value.toLowerCase();
  return good
    ? []
    : [
        {
          path,
          code: 'APPLICATION_COMMAND_INVALID_NAME',
          message: 'Command name is invalid: 1 to 32 lower-case letters, digits, - or _.',
        },
      ];
}

function checkLocalizations(entry: JsonObject, path: Path, strictNames: boolean): readonly Reason[] {
  const names = isObject(entry['name_localizations']) ? Object.entries(entry['name_localizations']) : [];
  const descriptions = isObject(entry['description_localizations'])
    ? Object.entries(entry['description_localizations'])
    : [];
  return [
    ...(strictNames ? names.flatMap(([locale, name]) => checkName(name, [...path, 'name_localizations', locale])) : []),
    ...descriptions.flatMap(([locale, text]) =>
      checkFilled(text, [...path, 'description_localizations', locale], LIMIT.description),
    ),
  ];
}

function checkOptions(options: readonly JsonObject[], path: Path): readonly Reason[] {
  const names = options.map((option) => String(option['name']));
  const firstOptional = options.findIndex((option) => !SUBCOMMANDS.has(option['type']) && option['required'] !== true);
  const kinds = new Set(options.map((option) => SUBCOMMANDS.has(option['type'])));
  return [
    ...(options.length > LIMIT.options
      ? [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${LIMIT.options} or fewer in length.` }]
      : []),
    ...(kinds.size > 1
      ? [
          {
            path,
            code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
            message: 'Sub-command and sub-command group option types are mutually exclusive to all other types',
          },
        ]
      : []),
    ...findRepeated(names).map((index) => ({
      path: [...path, index, 'name'],
      code: 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
      message: 'Option names must be unique',
    })),
    ...options.flatMap((option, index) => [
      ...checkOption(option, [...path, index]),
      ...(option['required'] === true && firstOptional !== -1 && index > firstOptional
        ? [
            {
              path: [...path, index],
              code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
              message: 'Required options must be placed before non-required options',
            },
          ]
        : []),
    ]),
  ];
}

function checkOption(option: JsonObject, path: Path): readonly Reason[] {
  const choices = objectsOf(option['choices']);
  return [
    ...checkNames(option, path),
    ...checkLocalizations(option, path, true),
    ...checkFilled(option['description'], [...path, 'description'], LIMIT.description),
    ...checkChoices(choices, [...path, 'choices']),
    ...(option['autocomplete'] === true && choices.length > 0
      ? [
          {
            path,
            code: 'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
            message: 'Autocomplete and choices exclude each other',
          },
        ]
      : []),
    ...checkOptions(objectsOf(option['options']), [...path, 'options']),
  ];
}

/** Reasons against choices, registered ones and those an autocomplete answers with. */
export function checkChoices(choices: readonly JsonObject[], path: Path): readonly Reason[] {
  return [
    ...(choices.length > LIMIT.choices
      ? [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${LIMIT.choices} or fewer in length.` }]
      : []),
    ...choices.flatMap((choice, index) => [
      ...checkFilled(choice['name'], [...path, index, 'name'], LIMIT.choice),
      ...checkLength(choice['value'], [...path, index, 'value'], LIMIT.choice),
    ]),
  ];
}

/** Name, description and choice values of a command, its options and subcommands; of localizations only the longest counts. */
function countCharacters(entry: JsonObject): number {
  const choices = objectsOf(entry['choices']).reduce((sum, choice) => {
    return sum + longest(choice['name'], choice['name_localizations']) + (textOf(choice['value'])?.length ?? 0);
  }, 0);
  const own =
    longest(entry['name'], entry['name_localizations']) +
    longest(entry['description'], entry['description_localizations']);
  return objectsOf(entry['options']).reduce((sum, option) => sum + countCharacters(option), own + choices);
}

function longest(text: unknown, localized: unknown): number {
  const others = isObject(localized) ? Object.values(localized) : [];
  return Math.max(0, ...[text, ...others].map((value) => (typeof value === 'string' ? value.length : 0)));
}

/** Places of entries that came before. */
function findRepeated(names: readonly string[]): readonly number[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
}
