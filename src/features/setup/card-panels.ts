import { CHANGE_KINDS, NOTICE_WAYS } from '../../model/change.ts';
import { SELECT_OPTIONS_MAX } from '../../model/discord-limits.ts';
import { IMPORTANCES, LIVING_CERTAINTIES } from '../../model/event.ts';
import type { Control } from '../../model/message.ts';
import { PING_KINDS } from '../../model/subscription.ts';
import type { Section } from '../../render/card/build-card.ts';
import { pingKindWords } from '../../render/card/describe-subscription.ts';
import { digestText } from '../../render/recurring/recurring-words.ts';
import { plainText } from '../../render/text/escape-text.ts';
import { certaintyText } from '../../render/text/words.ts';
import { zoneCity } from '../../time/local.ts';
import type { CommandContext } from '../call/context.ts';
import { queryFor } from '../call/read-clock.ts';
import { SETTING } from '../call/read-filter.ts';
import { nameText } from '../call/words.ts';
import { backButton, cardButton, type Panel, setupId } from './card-controls.ts';
import { WEEKDAYS } from './card-lines.ts';
import { leadOptions, type Option, option, wordOptions } from './card-options.ts';
import type { CardView } from './card-page.ts';
import { type CardState, mutableEvents } from './card-state.ts';
import { previewCard, previewMessages, previewRows } from './preview-messages.ts';
import { isSilent } from './silent-channel.ts';
import { setupText } from './words.ts';

type Opened = NonNullable<CardView['open']>;

/** An opened part of the card: its selects, what it shows, and the way back. */
export function openPanel(panel: Exclude<Panel, 'server'>, state: CardState, context: CommandContext): Opened {
  const { channel } = state;
  if (panel === 'preview') return previewPanel(state, context);
  const selects = SELECTS[panel](state, context);
  const last = [...(BUTTONS[panel]?.(state) ?? []), backButton(channel)];
  // Discord refuses a select without options: a list may have no topics.
  const rows = selects.filter((control) => !('options' in control) || control.options.length > 0);
  const sections = ABOUT[panel] === undefined ? [] : [ABOUT[panel]()];
  return { controls: [...rows.map((control) => [control]), last], sections };
}

/** The words beside an open part. */
const ABOUT: Readonly<Partial<Record<Panel, () => Section>>> = {
  changes: () => ({ name: setupText('toldField'), rows: [setupText('toldText')] }),
  calendar: () => ({ name: setupText('calendarButton'), rows: [setupText('calendarText')] }),
};

type Select = Exclude<Control, { type: 'button' | 'link' }>;

const SELECTS: Readonly<
  Record<Exclude<Panel, 'preview' | 'server'>, (state: CardState, context: CommandContext) => readonly Select[]>
> = {
  when: ({ channel, subscription, defaults }) => [
    select(
      setupId('leads', channel),
      setupText('leadsPick'),
      leadOptions(subscription.leads, defaults.leads, isSilent(subscription)),
      [1, 1],
    ),
  ],
  what: ({ channel, subscription: { filter } }, context) => {
    const { events } = context.list();
    const words = (what: 'topics' | 'kinds', uses: readonly string[]): Select =>
      select(setupId(what, channel), setupText(`${what}Pick`), wordOptions(uses, filter[what]), [0, SETTING.most]);
    return [
      words(
        'topics',
        events.flatMap(({ topics }) => topics),
      ),
      words(
        'kinds',
        events.map(({ kind }) => kind),
      ),
      select(
        setupId('importances', channel),
        setupText('importancesPick'),
        IMPORTANCES.map((one) =>
          option(one, setupText(`importance-${one}`), filter.importances?.includes(one) ?? false),
        ),
      ),
    ];
  },
  pings: ({ channel, subscription: { role, pingFor, pingless } }) => [
    {
      type: 'role-select',
      id: setupId('role', channel),
      placeholder: setupText('rolePick'),
      min: 0,
      max: 1,
      chosen: role === null ? [] : [role],
    },
    ...(role === null
      ? []
      : [
          select(
            setupId('pingkinds', channel),
            setupText('pingKindsPick'),
            PING_KINDS.map((kind) => option(kind, pingKindWords(kind), !(pingless ?? []).includes(kind))),
          ),
          select(
            setupId('pingfor', channel),
            setupText('pingForPick'),
            LIVING_CERTAINTIES.map((one) => option(one, certaintyText(`${one}`), pingFor.includes(one))),
          ),
        ]),
  ],
  changes: ({ channel, subscription: { notices } }) =>
    NOTICE_WAYS.map((way) =>
      select(
        setupId('way', channel, way),
        setupText(`pick-${way}`),
        CHANGE_KINDS.map((kind) => option(kind, nameText(`${kind}`), notices?.[kind] === way)),
      ),
    ),
  digest: ({ channel, digests }) => {
    const [now] = digests;
    const days = WEEKDAYS.map((day) =>
      option(`weekly ${day}`, setupText('digestWeekly', { day: digestText(`weekday${day}`) }), now?.weekday === day),
    );
    return [
      select(
        setupId('digest', channel),
        setupText('digestPick'),
        [
          option('none', setupText('digestNone'), now === undefined),
          option('daily', setupText('digestDaily'), now?.kind === 'daily'),
          ...days,
        ],
        [1, 1],
      ),
    ];
  },
  muted: (state, context) => {
    const muted = state.subscription.filter.muted ?? [];
    const { byId } = context.index();
    const options = mutableEvents(state, context)
      .slice(0, SELECT_OPTIONS_MAX)
      .map((id) => option(id, plainText(byId.get(id)?.event.title ?? id, 100), muted.includes(id)));
    return [select(setupId('muted', state.channel), setupText('mutedPick'), options)];
  },
  calendar: () => [],
};

const BUTTONS: Readonly<Partial<Record<Panel, (state: CardState) => readonly Control[]>>> = {
  what: ({ channel }) => [
    cardButton('everything', channel, setupText('everything')),
    cardButton('form', channel, setupText('wordsButton'), 'words'),
  ],
  pings: ({ channel, followed, subscription: { publish = true } }) =>
    publish && followed === false
      ? []
      : [cardButton('publish', channel, setupText(publish ? 'publishOff' : 'publishOn'))],
  calendar: ({ channel, subscription: { calendar } }) =>
    calendar === undefined
      ? [cardButton('calendar', channel, setupText('calendarMake'))]
      : [
          cardButton('calendar', channel, setupText('calendarAnew')),
          cardButton('calendar', channel, setupText('calendarEnd'), 'end'),
        ],
  digest: ({ channel, digests }) =>
    digests.length === 0 ? [] : [cardButton('form', channel, setupText('timeButton'), 'digest')],
};

function select(id: string, placeholder: string, options: readonly Option[], of?: readonly [number, number]): Select {
  const [min, max] = of ?? [0, options.length];
  return { type: 'select', id, placeholder, min, max: Math.min(max, options.length), options };
}

/** Number of messages that a preview names. */
const SHOWN = 3;
/** Most UTF-16 units for the example card beside the card of the channel. */
const PREVIEW_UNITS = 2_800;

function previewPanel(state: CardState, context: CommandContext): Opened {
  const { channel } = state;
  const shown = previewOf(state, context);
  const row = [cardButton('test', channel, setupText('test'), 'preview'), backButton(channel)];
  return { controls: [row], ...shown };
}

/** The first messages of a channel as rows, and the card of the first one. */
export function previewOf(state: CardState, context: CommandContext): Pick<Opened, 'sections' | 'card'> {
  const { clock, defaults, now, subscription } = state;
  const index = context.index();
  const frame = { zone: clock.reader, events: index.events };
  const preview = previewMessages(index, queryFor(subscription, clock, defaults), now, SHOWN);
  const key = preview.kind === 'ahead' ? 'firstMessages' : 'exampleMessages';
  const rows = previewRows(preview, frame).map((row) => `• ${row}`);
  const name = setupText(key, { city: zoneCity(clock.zone) });
  return { sections: [{ name, rows }], card: previewCard(preview, frame, PREVIEW_UNITS) };
}
