import type { Form } from '../../model/message.ts';
import { CommandRefusal, type FormReply, type PressCall, type Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Draft } from '../call/setup-drafts.ts';
import { type Changed, changeDraft, requireDraft, showDraft, type Ticket } from './change-draft.ts';
import { seenFrom } from './check-place.ts';
import { chooseLeads, chooseTime, chooseZone, tickedWords, typedWords } from './choose-parts.ts';
import { SETUP_IDS, type SetupTicket } from './setup-controls.ts';
import { leadText, OTHER } from './setup-options.ts';
import { setupText } from './words.ts';

/**
 * A choice of topics, kinds, leads, zone or time: taken as it is or, for "Other…", answered with a form to type it
 * into; and that form submitted. Refuses values that no control of ours sends.
 */
export async function pressTyped(
  ticket: Ticket,
  what: string,
  call: PressCall,
  context: CommandContext,
): Promise<Reply | FormReply> {
  const sentOff = what === 'typed';
  const name = sentOff ? SETUP_IDS.read(call.args).arg : what;
  const field = TYPED.find((known) => known === name);
  if (field === undefined) throw new CommandRefusal(setupText('unknown'));
  if (!sentOff && call.values.includes(OTHER)) return openForm(ticket, field, call, context);
  const own = await context.settingsOf(ticket.owner.guild);
  const changed = await changeDraft(ticket, context, (draft) => {
    const seen = seenFrom(draft, call);
    const typed = sentOff ? (call.fields[TYPED_FIELD] ?? '') : (call.values[0] ?? '');
    if (field === 'leads') return chooseLeads(seen, typed);
    if (field === 'zone') return chooseZone(seen, typed, own);
    if (field === 'time') return chooseTime(seen, typed, own);
    return chooseWords(seen, field, sentOff ? typed : call.values, context);
  });
  return showDraft(ticket, changed, context);
}

function chooseWords(
  draft: Draft,
  field: 'topics' | 'kinds',
  given: string | readonly string[],
  context: CommandContext,
): Changed {
  const known = context.index()[field];
  const before = draft[field];
  const what = field === 'topics' ? 'topic' : 'kind';
  const { words, note } =
    typeof given === 'string' ? typedWords(what, given, known, before) : tickedWords(given, known, before);
  return { draft: { ...draft, [field]: words }, note };
}

/** Opens the form with the present choice in it, or the options ticked beside "Other…". */
async function openForm(
  { owner, run }: Ticket,
  field: Typed,
  call: PressCall,
  context: CommandContext,
): Promise<FormReply> {
  const draft = requireDraft(context, owner, run);
  const { user, run: shown, rev } = SETUP_IDS.read(call.args);
  return { form: setupForm(field, { user, run: shown, rev }, await valueNow(draft, field, call, context)) };
}

async function valueNow(draft: Draft, field: Typed, call: PressCall, context: CommandContext): Promise<string> {
  if (field === 'leads') return draft.leads === null ? '' : leadText(draft.leads);
  if (field === 'topics' || field === 'kinds') return call.values.filter((word) => word !== OTHER).join(', ');
  const own = call.guild === null ? null : await context.settingsOf(call.guild);
  if (field === 'zone') return (draft.zone === undefined ? own?.zone : draft.zone) ?? '';
  return (draft.postingTime === undefined ? own?.postingTime : draft.postingTime) ?? '';
}

/** The choices that can be typed instead of selected. */
const TYPED = ['topics', 'kinds', 'leads', 'zone', 'time'] as const;
type Typed = (typeof TYPED)[number];

/** The one field of these forms. */
const TYPED_FIELD = 'typed';

const WORDS = {
  topics: { label: 'topicsLabel', hint: 'wordsHint', maxLength: 1_000 },
  kinds: { label: 'kindsLabel', hint: 'wordsHint', maxLength: 1_000 },
  leads: { label: 'leadsLabel', hint: 'leadsHint', maxLength: 200 },
  zone: { label: 'zoneLabel', hint: 'zoneHint', maxLength: 100 },
  time: { label: 'timeLabel', hint: 'timeHint', maxLength: 10 },
} as const;

/** The form behind "Other…": one line with the present choice in it. */
function setupForm(what: Typed, ticket: SetupTicket, value: string): Form {
  const { label, hint, maxLength } = WORDS[what];
  return {
    id: SETUP_IDS.write({ what: 'typed', ...ticket, arg: what }),
    title: setupText('formTitle'),
    fields: [
      {
        id: TYPED_FIELD,
        label: setupText(label),
        value: value.slice(0, maxLength),
        placeholder: setupText(hint),
        required: false,
        maxLength,
        long: false,
      },
    ],
  };
}
