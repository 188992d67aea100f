import { ENVIRONMENT } from '../src/config/environment.ts';
import { SETTING_VARIABLES } from '../src/config/setting-variables.ts';
import { settingsSchemaJson } from '../src/config/settings-shape.ts';
import { FEATURES } from '../src/features/all-features.ts';
import { type CommandRoot, type CommandShape, rootOf } from '../src/features/call/command.ts';
import { loadFeatures } from '../src/features/call/load-features.ts';
import { COMMAND_ROOTS, commandName } from '../src/features/call/offer-command.ts';

/** A part of a document that is written from the code: what stands between the markers of its name. */
export type DocumentBlock = { readonly path: string; readonly name: string; readonly content: string };

/** All of them, as they should be now. */
export async function documentBlocks(): Promise<DocumentBlock[]> {
  const commands = await loadFeatures(FEATURES).commands();
  return [
    { path: 'README.md', name: 'commands', content: commandTables(commands.map(({ shape }) => shape)) },
    { path: 'docs/settings.md', name: 'variables', content: variableTable() },
    { path: 'docs/settings.md', name: 'settings', content: settingTable() },
  ];
}

function commandTables(shapes: readonly CommandShape[]): string {
  const rows = (of: CommandRoot['for'], kind: CommandRoot['kind']) =>
    shapes
      .filter((shape) => {
        const root = rootOf(COMMAND_ROOTS, shape);
        return root.for === of && root.kind === kind;
      })
      .map(({ name, options, description }) => [
        commandName({ name }),
        options.map((option) => `\`${option.name}\``).join(' '),
        description,
      ]);
  return [
    markdownTable(
      ['for everyone', 'options', 'what it is for'],
      [...rows('everyone', 'slash'), ...rows('everyone', 'message')],
    ),
    markdownTable(['for managers', 'options', 'what it is for'], rows('manage', 'slash')),
  ].join('\n\n');
}

function variableTable(): string {
  const rows = ENVIRONMENT.map(({ name, fallback, meaning }) => [`\`${name}\``, fallback, meaning]);
  return markdownTable(['variable', 'default', 'what it decides'], rows);
}

type Schema = {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Record<string, Schema>;
};

/** Each setting of the file, its variable and its default, as the schema of the file has them. */
function settingTable(): string {
  const top: Schema = JSON.parse(settingsSchemaJson());
  const rows = SETTING_VARIABLES.map(({ name, path }) => {
    const shape = path.reduce<Schema>((inner, step) => inner.properties?.[step] ?? {}, top);
    const text = shape.default === undefined ? '' : asWritten(shape.default);
    return [`\`${path.join('.')}\``, `\`${name}\``, text === '' ? 'none' : `\`${text}\``, shape.description ?? ''];
  });
  return markdownTable(['setting', 'variable', 'default', 'what it decides'], rows);
}

function asWritten(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? '' : String(value);
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
