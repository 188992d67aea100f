import { describe, expect, test } from 'vitest';

/** By a name that the type checker does not follow: the page is plain JavaScript. */
const COMMAND_LINE: string = '../../emulator/page/command-line.js';
type Shape = { readonly name: string };
type Command = { readonly path: string; readonly filled: readonly { shape: Shape; text: string; value?: unknown }[] };
const { begin, complete, fill, offerCommands, offerOptions, offerValues, readCommand, readOptions } = (await import(
  COMMAND_LINE
)) as {
  begin: (chosen: unknown) => Command;
  complete: (command: Command, places: unknown) => unknown;
  fill: (command: Command, options: Command['filled']) => Command;
  offerCommands: (text: string, commands: unknown) => { path: string }[];
  offerOptions: (command: Command, text: string) => Shape[];
  offerValues: (shape: unknown, text: string, places: unknown) => { name: string }[];
  readCommand: (text: string, commands: unknown) => (Command & { rest: string }) | undefined;
  readOptions: (command: Command, text: string) => { rest: string; options: Command['filled'] };
};

describe('the line for commands', () => {
  const commands = [
    {
      name: 'next',
      description: 'd',
      options: [
        { type: 4, name: 'count', description: 'how many' },
        { type: 3, name: 'topic', description: 'd', choices: [{ name: 'Trade', value: 'trade' }] },
        { type: 3, name: 'words', description: 'd' },
      ],
    },
    {
      name: 'list',
      description: 'd',
      options: [
        {
          type: 1,
          name: 'add',
          description: 'd',
          options: [{ type: 7, name: 'channel', description: 'd', required: true }],
        },
        { type: 1, name: 'remove', description: 'd' },
      ],
    },
  ];
  const places = { users: [], channels: [{ name: '#general', value: '7', type: 0 }], roles: [] };
  const typed = (line: string) => {
    const command = readCommand(`${line} `, commands);
    return command && complete(fill(command, readOptions(command, command.rest).options), places);
  };

  test('the line for commands reads options with spaces in them, numbers as numbers, choices and channels by name', () => {
    expect(typed('/next count:3 words:the trade truce')).toEqual({
      name: 'next',
      options: { count: 3, words: 'the trade truce' },
    });
    expect(typed('/next topic:trade')).toEqual({ name: 'next', options: { topic: 'trade' } });
    expect(typed('/list add channel:#general')).toEqual({ name: 'list add', options: { channel: '7' } });
    expect(typed('hello')).toBeUndefined();
  });

  test('the line for commands says which option stops it, and why', () => {
    expect(typed('/list add')).toEqual({ missing: 'channel', why: 'This option is required. Specify a value.' });
    expect(typed('/next count:many')).toMatchObject({ missing: 'count', why: expect.stringContaining('“many”') });
  });

  test('the line for commands offers subcommands in one list with all commands, by their own first letters too', () => {
    const offered = (line: string) => offerCommands(line, commands).map(({ path }) => path);
    expect(offered('/')).toEqual(['next', 'list add', 'list remove']);
    expect(offered('/list ')).toEqual(['list add', 'list remove']);
    expect(offered('/re')).toEqual(['list remove']);
  });

  test('the line for commands asks for what a command must have, then offers the options that are left', () => {
    const [next, add] = offerCommands('/', commands);
    expect(begin(add).filled.map(({ shape }) => shape.name)).toEqual(['channel']);
    const command = fill(begin(next), [{ shape: { name: 'count' }, text: '3' }]);
    expect(offerOptions(command, '').map(({ name }) => name)).toEqual(['topic', 'words']);
    expect(offerOptions(command, 'to').map(({ name }) => name)).toEqual(['topic']);
    expect(offerValues(commands[0]?.options[1], 'tr', places).map(({ name }) => name)).toEqual(['Trade']);
  });
});
