import type { CalledChannel, CalledRole, CommandCall, Reply } from '../../../src/features/call/command.ts';
import type { CommandContext } from '../../../src/features/call/context.ts';
import type { Control, Form } from '../../../src/model/message.ts';
import { call, channel, press, role } from '../../build/build-calls.ts';
import { expectSound } from '../../build/check-message.ts';
import { openForm, run, runPress } from '../../build/run-command.ts';

/** What a choice carries besides its values. */
type Chosen = { readonly channels?: readonly CalledChannel[]; readonly roles?: readonly CalledRole[] };

/** A manager in front of the message of `/datewatch setup`: presses what is really on it. */
export type Screen = {
  reply(): Reply;
  /** The values of the card's headings, by their names. */
  said(): Readonly<Record<string, string>>;
  control(what: string): Control & { readonly id: string };
  /** Buttons that can be pressed. */
  buttons(): readonly string[];
  press(what: string, arg?: string): Promise<Reply>;
  choose(what: string, values: readonly string[], chosen?: Chosen): Promise<Reply>;
  chooseChannel(id: string, changes?: Partial<CalledChannel>): Promise<Reply>;
  chooseRole(id: string | null, changes?: Partial<CalledRole>): Promise<Reply>;
  /** Chooses "Other…", and types into the form that opens. */
  type(what: string, text: string): Promise<Reply>;
  form(what: string, values?: readonly string[]): Promise<Form>;
};

/** Types `/datewatch setup` and gives the screen. Every answer is checked against Discord's limits. */
export async function openSetup(context: CommandContext, who: Partial<CommandCall> = {}): Promise<Screen> {
  const made = screenOf(context, who);
  await made.show(run('datewatch setup', call({}, who), context));
  return made.screen;
}

/** A screen that shows what another one shows, as after a restart or in a second window. */
export function secondWindow(context: CommandContext, of: Screen, who: Partial<CommandCall> = {}): Screen {
  const made = screenOf(context, who, of.reply());
  return made.screen;
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
  const control = (what: string, arg = '') => {
    const [found] = reply()
      .message.controls.flat()
      .flatMap((entry) => (entry.type === 'link' ? [] : [entry]))
      .filter(({ id }) => id.startsWith(`setup:${what}:`) && id.endsWith(arg));
    if (found === undefined) throw new Error(`there is no ${what} on the screen`);
    return found;
  };
  const pressed = (id: string, changes: Parameters<typeof press>[1] = {}) =>
    press(id.split(':').slice(1), { ...who, ...changes });
  const screen: Screen = {
    reply,
    said: () =>
      Object.fromEntries(reply().message.cards.flatMap((card) => card.fields.map(({ name, value }) => [name, value]))),
    control,
    buttons: () =>
      reply()
        .message.controls.flat()
        .flatMap((entry) => (entry.type === 'button' && !entry.disabled ? [entry.label] : [])),
    press: (what, arg) => show(runPress('setup', pressed(control(what, arg).id), context)),
    choose: (what, values, { channels = [], roles = [] } = {}) =>
      show(
        runPress('setup', pressed(control(what).id, { values, chosenChannels: channels, chosenRoles: roles }), context),
      ),
    chooseChannel: (id, changes) => screen.choose('channel', [id], { channels: [channel(id, changes)] }),
    chooseRole: (id, changes) =>
      screen.choose('role', id === null ? [] : [id], { roles: id === null ? [] : [role(id, changes)] }),
    form: (what, values = ['*other']) => openForm('setup', pressed(control(what).id, { values }), context),
    async type(what, text) {
      const { id } = await screen.form(what);
      return show(runPress('setup', pressed(id, { fields: { typed: text } }), context));
    },
  };
  return { screen, show };
}
