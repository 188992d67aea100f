import { requireManager } from '../call/check-channel.ts';
import { CommandRefusal, type FormReply, type PressCall, type PressHandler, type Reply } from '../call/command.ts';
import type { CommandContext, SetupDraft } from '../call/context.ts';
import { requireRoom, subscriptionIn } from '../call/find-subscription.ts';
import { readClock } from '../call/read-clock.ts';
import { callText } from '../call/words.ts';
import { ask, emptySubscription, isReady } from './ask-question.ts';
import { withLeads, withTicked } from './card-changes.ts';
import { serverFields } from './card-forms.ts';
import { DEFAULT, OTHER } from './card-options.ts';
import { readServerClock } from './change-server.ts';
import { lackingIn, lookAtChannel } from './look-at-channel.ts';
import { openChannel } from './open-channel.ts';
import { showCard } from './show-card.ts';
import { askChannel, askWhat, askWhen, WIZARD_IDS } from './wizard-page.ts';
import { setupText } from './words.ts';

/** A press below one of the three questions, or the form of the last one submitted. */
export const pressWizard: PressHandler<CommandContext, Reply | FormReply> = {
  action: WIZARD_IDS.action,
  async handle(call, context) {
    const guild = requireManager(call);
    const { what, draft: number } = WIZARD_IDS.read(call.args);
    const draft = context.drafts.find(number);
    if (draft === null || draft.user !== call.user || draft.guild !== guild)
      throw new CommandRefusal(setupText('expired'));
    return answerQuestion(what, Number(number), draft, call, context);
  },
};

async function answerQuestion(
  what: string,
  number: number,
  draft: SetupDraft,
  call: PressCall,
  context: CommandContext,
): Promise<Reply | FormReply> {
  switch (what) {
    case 'channel':
      return openOther(number, draft, call, context);
    case 'here':
      return useChannel(number, draft, call, context);
    case 'first':
      return ask(askChannel, number, draft, context);
    case 'second':
      return ask(askWhat, number, draft, context);
    case 'all':
      return ask(askWhen, number, { ...draft, topics: null, kinds: null }, context);
    case 'topics':
    case 'kinds': {
      const { filter } = withTicked(emptySubscription(draft, context), what, call.values, context.index()[what]);
      return ask(askWhen, number, { ...draft, topics: null, kinds: null, [what]: filter[what] }, context);
    }
    case 'clock':
      return clockForm(number, draft, context);
    case 'clock-typed':
      return changeClock(number, draft, call, context);
    case 'default':
      return save(number, draft, DEFAULT, call, context);
    case 'leads': {
      const [typed = ''] = call.values;
      return typed === OTHER ? leadsForm(number) : save(number, draft, typed, call, context);
    }
    case 'typed':
      return save(number, draft, call.fields['typed'] ?? '', call, context);
    default:
      throw new CommandRefusal(setupText('unknown'));
  }
}

/** Takes another channel: one that gets something already is opened instead, and nothing is begun there. */
async function openOther(number: number, draft: SetupDraft, call: PressCall, context: CommandContext): Promise<Reply> {
  const [chosen] = call.chosenChannels;
  const isNew = chosen !== undefined && (await subscriptionIn(draft.guild, chosen.id, context)) === null;
  const mayBeSeen = chosen?.callerMay?.has('ViewChannel') ?? true;
  if (!isNew || !mayBeSeen) return openChannel(draft.guild, chosen, true, call, context);
  return useChannel(number, { ...draft, place: chosen }, call, context);
}

/** Goes on with the channel, where the bot may post there; otherwise says what is missing. */
async function useChannel(number: number, draft: SetupDraft, call: PressCall, context: CommandContext): Promise<Reply> {
  const isFresh = call.chosenChannels.some(({ id }) => id === draft.place.id);
  const found = isFresh ? draft.place : await lookAtChannel(draft.place.id, draft.guild, call, context);
  const place = found === null ? draft.place : { ...found, name: found.name ?? draft.place.name };
  return ask(isReady(place) ? askWhat : askChannel, number, { ...draft, place }, context);
}

/** Saves what was answered, after a last look at the channel, and shows the first messages and what else is on offer. */
async function save(
  number: number,
  draft: SetupDraft,
  leads: string,
  call: PressCall,
  context: CommandContext,
): Promise<Reply> {
  const { guild, place } = draft;
  const wanted = withLeads(emptySubscription(draft, context), leads);
  const found = await lookAtChannel(place.id, guild, call, context);
  if (lackingIn(found).length > 0) return ask(askChannel, number, { ...draft, place: found ?? place }, context);
  return context.inTurn(call.user, async () => {
    if ((await subscriptionIn(guild, place.id, context)) !== null) {
      return showCard({ guild, channel: place.id }, call, context, { note: setupText('overtaken') });
    }
    await requireRoom(guild, place.id, context);
    await context.registry.putSubscription(wanted, null);
    context.changed();
    context.drafts.remove(number);
    return showCard({ guild, channel: place.id }, call, context, { end: true });
  });
}

/** The clock of the server, typed at the third question, which then shows it. It is saved at once. */
async function changeClock(
  number: number,
  draft: SetupDraft,
  call: PressCall,
  context: CommandContext,
): Promise<Reply> {
  const save = await readServerClock(call, context);
  const note = await context.inTurn(call.user, () => save(draft.guild));
  const undone = () => ask(askWhen, number, draft, context, callText('undone'));
  return { ...(await ask(askWhen, number, draft, context, note)), undone };
}

async function clockForm(number: number, draft: SetupDraft, context: CommandContext): Promise<FormReply> {
  const id = WIZARD_IDS.write({ what: 'clock-typed', draft: number });
  const fields = serverFields(await readClock(draft.guild, context));
  return { form: { id, title: setupText('serverButton'), fields } };
}

function leadsForm(number: number): FormReply {
  const field = {
    id: 'typed',
    label: setupText('leadsLabel'),
    value: '',
    placeholder: setupText('leadsHint'),
    required: false,
    maxLength: 200,
    long: false,
  };
  return {
    form: { id: WIZARD_IDS.write({ what: 'typed', draft: number }), title: setupText('formTitle'), fields: [field] },
  };
}
