import type { CalledChannel, CalledRole, CommandCall, Reply } from '../../src/features/call/command.ts';
import type { CommandContext } from '../../src/features/call/context.ts';
import type { Control, Form } from '../../src/model/message.ts';
import { call, channel, press, role } from './build-calls.ts';
import { expectSound } from './check-message.ts';
import { openForm, run, runPress } from './run-command.ts';

type Pressable = Exclude<Control, { type: 'link' }>;

/** A manager in front of the message of `/datewatch setup`: presses what is really on it. */
export type Screen = {
  reply(): Reply;
  /** The lines of the card, by their labels. */
  lines(): Readonly<Record<string, string>>;
  /** The values of the card's headings, by their names. */
  said(): Readonly<Record<string, string>>;
  /** The labels of buttons that can be pressed. */
  buttons(): readonly string[];
  /** The select whose id begins so. */
  select(what: string): Extract<Control, { type: 'select' }>;
  press(label: string): Promise<Reply>;
  choose(what: string, values: readonly string[]): Promise<Reply>;
  chooseChannel(id: string, changes?: Partial<CalledChannel>): Promise<Reply>;
  chooseRole(id: string | null, changes?: Partial<CalledRole>): Promise<Reply>;
  /** The form that a button opens. */
  form(label: string): Promise<Form>;
  /** Opens that form and sends it off with these fields. */
  fill(label: string, fields: Readonly<Record<string, string>>): Promise<Reply>;
  /** Chooses "Other…" in a select, and types into the form that opens. */
  type(what: string, typed: string): Promise<Reply>;
};

/** Types `/datewatch setup` and gives the screen. Every answer is checked against Discord's limits. */
export async function openSetup(
  context: CommandContext,
  who: Partial<CommandCall> = {},
  options: CommandCall['options'] = {},
): Promise<Screen> {
  const screen = screenOf(context, who);
  await screen.show(run('datewatch setup', call(options, who), context));
  return screen;
}

/** A screen that shows what another one shows, as another person or in another channel. */
export function sameScreen(context: CommandContext, of: Screen, who: Partial<CommandCall>): Screen {
  return screenOf(context, who, of.reply());
}

function screenOf(context: CommandContext, who: Partial<CommandCall>, shown: Reply | null = null) {
  let current = shown;
  const reply = () => {
    if (current === null) throw new Error('nothing is shown yet');
    return current;
  };
  const show = async (answer: Promise<Reply>) => {
    current = await answer;
    expectSound(current);
    return current;
  };
  const controls = (): Pressable[] =>
    reply()
      .message.controls.flat()
      .flatMap((entry) => (entry.type === 'link' ? [] : [entry]));
  const find = (fits: (control: Pressable) => boolean, name: string) => {
    const found = controls().find(fits);
    if (found === undefined) throw new Error(`there is no ${name} on the screen`);
    return found;
  };
  const button = (label: string) =>
    find((one) => one.type === 'button' && one.label === label && !one.disabled, `button "${label}"`);
  const selectOf = (what: string) => find((one) => one.type !== 'button' && one.id.split(':')[1] === what, what);
  const pressed = (id: string, changes: Parameters<typeof press>[1] = {}) =>
    press(id.split(':').slice(1), { ...who, ...changes });
  const act = (id: string, changes?: Parameters<typeof press>[1]) =>
    show(runPress(id.split(':')[0] ?? '', pressed(id, changes), context));
  const open = (id: string, changes?: Parameters<typeof press>[1]) =>
    openForm(id.split(':')[0] ?? '', pressed(id, changes), context);
  return {
    show,
    reply,
    lines: () => {
      const rows = (reply().message.cards[0]?.description ?? '').split('\n');
      return Object.fromEntries(
        rows.flatMap((row) => {
          const [, label, words] = /^\*\*(\w+)\*\* (.*)$/.exec(row) ?? [];
          return label === undefined || words === undefined ? [] : [[label, words]];
        }),
      );
    },
    said: () =>
      Object.fromEntries(reply().message.cards.flatMap((card) => card.fields.map(({ name, value }) => [name, value]))),
    buttons: () => controls().flatMap((one) => (one.type === 'button' && !one.disabled ? [one.label] : [])),
    select(what: string) {
      const found = selectOf(what);
      if (found.type !== 'select') throw new Error(`${what} is no select of words`);
      return found;
    },
    press: (label: string) => act(button(label).id),
    choose: (what: string, values: readonly string[]) => act(selectOf(what).id, { values }),
    chooseChannel: (id: string, changes?: Partial<CalledChannel>) =>
      act(selectOf('channel').id, { values: [id], chosenChannels: [channel(id, changes)] }),
    chooseRole: (id: string | null, changes?: Partial<CalledRole>) =>
      act(selectOf('role').id, {
        values: id === null ? [] : [id],
        chosenRoles: id === null ? [] : [role(id, changes)],
      }),
    form: (label: string) => open(button(label).id),
    async fill(label: string, fields: Readonly<Record<string, string>>) {
      const form = await open(button(label).id);
      // Discord sends every field, as it was shown where nothing was typed.
      const shown = Object.fromEntries(form.fields.map(({ id, value }) => [id, value]));
      return act(form.id, { fields: { ...shown, ...fields } });
    },
    async type(what: string, typed: string) {
      const { id } = await open(selectOf(what).id, { values: ['*other'] });
      return act(id, { fields: { typed } });
    },
  };
}

/** The clock of a server as a manager types it, on the card of a channel or, where that gets nothing, at the third question. */
export async function setServerClock(
  context: CommandContext,
  fields: { readonly zone?: string; readonly time?: string },
  who: Partial<CommandCall> = {},
): Promise<Reply> {
  const screen = await openSetup(context, who);
  const steps = [/^Use #/, /^All dates/];
  if (!screen.buttons().includes('Server time zone')) {
    for (const step of steps) await screen.press(screen.buttons().find((label) => step.test(label)) ?? '');
    return screen.fill('Server time zone', fields);
  }
  await screen.press('Server time zone');
  return screen.fill('Other zone, time of day…', fields);
}
