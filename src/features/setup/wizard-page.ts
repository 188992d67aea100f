import { controlIds } from '../../model/control-id.ts';
import type { Control, Message } from '../../model/message.ts';
import type { Defaults } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { channelMention, filterWords, leadsWords } from '../../render/card/describe-subscription.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { zoneCity } from '../../time/local.ts';
import type { SetupDraft } from '../call/context.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { timeIn } from './card-lines.ts';
import { leadOptions, type Option, wordOptions } from './card-options.ts';
import { missingWords } from './card-page.ts';
import { setupText } from './words.ts';

/** The ids of the questions and of their form: `wizard:<what>:<draft>`. */
export const WIZARD_IDS = controlIds('wizard', 'what', 'draft');

/** Everything that the questions show. */
export type WizardView = {
  readonly draft: SetupDraft;
  readonly number: number;
  readonly note: string | null;
  /** The permissions that the bot lacks in the channel. */
  readonly missing: readonly string[];
  /** How many dates are ahead, and how many of the topics and kinds chosen. */
  readonly ahead: number;
  /** The topics and kinds of all events. */
  readonly topics: readonly string[];
  readonly kinds: readonly string[];
  readonly defaults: Defaults;
  readonly clock: ShownClock;
};

/** The first question: which channel. The one it is about now takes one press, where the bot may post there. */
export function askChannel(view: WizardView): Message {
  const { place } = view.draft;
  const name = place.name === null ? setupText('thisChannel') : `#${plainText(place.name, 60)}`;
  const ready = view.missing.length === 0;
  const use = primary(view, 'here', setupText('useChannel', { name }), !ready);
  const select: Control = {
    type: 'channel-select',
    id: idOf('channel', view),
    placeholder: setupText('channelPick'),
    min: 1,
    max: 1,
  };
  const check = ready ? [] : [quiet(view, 'here', setupText('check'))];
  return page(view, 'question1', 'intro', [ready ? [use] : check, [select]]);
}

/** The second question: which dates. All of them take one press. */
export function askWhat(view: WizardView): Message {
  const words = (what: 'topics' | 'kinds'): Control[] => {
    const options = wordOptions(view[what], null);
    return options.length === 0 ? [] : [select(view, what, setupText(`${what}Only`), options, 10)];
  };
  const all = primary(view, 'all', setupText('allDates', { count: view.ahead }), false);
  return page(view, 'question2', 'whatIntro', [
    [all, quiet(view, 'first', setupText('back'))],
    words('topics'),
    words('kinds'),
  ]);
}

/** The third question: when to remind. The defaults take one press; every answer saves. */
export function askWhen(view: WizardView): Message {
  const options = leadOptions(undefined, view.defaults.leads);
  const use = primary(view, 'default', setupText('useDefault'), false);
  const rows = [
    [use, quiet(view, 'clock', setupText('serverButton')), quiet(view, 'second', setupText('back'))],
    [select(view, 'leads', setupText('leadsPick'), options, 1)],
  ];
  return page(view, 'question3', 'whenIntro', rows);
}

function page(
  view: WizardView,
  line: 'question1' | 'question2' | 'question3',
  intro: 'intro' | 'whatIntro' | 'whenIntro',
  rows: Control[][],
): Message {
  const { draft, missing, note, defaults, clock, ahead } = view;
  const channel = channelMention(draft.place.id);
  const filter = filterWords({ topics: draft.topics, kinds: draft.kinds });
  const words = {
    channel,
    filter,
    count: ahead,
    leads: leadsWords(null, defaults.leads),
    time: timeIn(clock.postingTime, clock),
    city: zoneCity(clock.zone),
  };
  const card = buildCard({
    title: setupText('wizardTitle'),
    attention: missing.length > 0,
    rows: setupText(intro, words).split('\n'),
    sections: [
      { name: setupText('noteField'), rows: note === null ? [] : [note] },
      { name: setupText('missingField'), rows: missing.length === 0 ? [] : [missingWords(draft.place.id, missing)] },
    ],
    footer: setupText('notSaved'),
  });
  return buildAnswer(
    setupText(line),
    card,
    rows.filter((row) => row.length > 0),
  );
}

function idOf(what: string, { number }: WizardView): string {
  return WIZARD_IDS.write({ what, draft: number });
}

function primary(view: WizardView, what: string, label: string, disabled: boolean): Control {
  return { type: 'button', id: idOf(what, view), label, style: 'primary', disabled };
}

function quiet(view: WizardView, what: string, label: string): Control {
  return { type: 'button', id: idOf(what, view), label, style: 'secondary', disabled: false };
}

function select(
  view: WizardView,
  what: string,
  placeholder: string,
  options: readonly Option[],
  most: number,
): Control {
  return { type: 'select', id: idOf(what, view), placeholder, min: 1, max: Math.min(most, options.length), options };
}
