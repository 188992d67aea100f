import type { Form, FormField } from '../../model/message.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { setupId } from './card-controls.ts';
import { leadText } from './card-options.ts';
import type { CardState } from './card-state.ts';
import { setupText } from './words.ts';

/** The parts of the card that are typed. */
export const FORMS = ['leads', 'words', 'quiet', 'digest', 'server'] as const;
export type FormName = (typeof FORMS)[number];

/** The form for a part of the card, with what holds now in it; nothing in a field takes the choice back. */
export function cardForm(name: FormName, state: CardState): Form {
  return { id: setupId('typed', state.channel, name), title: setupText('formTitle'), fields: FIELDS[name](state) };
}

const FIELDS: Readonly<Record<FormName, (state: CardState) => readonly FormField[]>> = {
  leads: ({ subscription: { leads, leadsByKind } }) => [
    line('typed', setupText('leadsLabel'), setupText('leadsHint'), leads === null ? '' : leadText(leads)),
    {
      ...line('kinds', setupText('kindLeadsLabel'), setupText('kindLeadsHint'), kindLines(leadsByKind), 2_000),
      long: true,
    },
  ],
  words: ({ subscription: { filter } }) => {
    const words = (id: string, value: readonly string[] | null | undefined): FormField =>
      line(
        id,
        setupText(
          `${id === 'block' ? 'block' : id === 'words' ? 'words' : id === 'region' ? 'region' : 'certainty'}Label`,
        ),
        setupText('wordsHint'),
        (value ?? []).join(', '),
        500,
      );
    return [
      words('words', filter.words?.allow),
      words('block', filter.words?.block),
      words('region', filter.regions),
      words('certainty', filter.certainties),
    ];
  },
  quiet: ({ subscription: { quiet } }) => [
    line('typed', setupText('quietLabel'), setupText('quietHint'), quiet == null ? '' : `${quiet.from}-${quiet.until}`),
  ],
  digest: ({ digests: [now] }) => [line('typed', setupText('timeLabel'), setupText('timeHint'), now?.time ?? '')],
  server: ({ clock }) => serverFields(clock),
};

/** The fields of the clock of the whole server. */
export function serverFields(clock: ShownClock): readonly FormField[] {
  return [
    line('zone', setupText('zoneLabel'), setupText('zoneHint'), clock.ownZone ? clock.zone : ''),
    line('time', setupText('postingLabel'), setupText('timeHint'), clock.ownPostingTime ? clock.postingTime : ''),
  ];
}

function kindLines(leadsByKind: Subscription['leadsByKind']): string {
  return Object.entries(leadsByKind ?? {})
    .map(([kind, leads]) => `${kind}: ${leadText(leads)}`)
    .join('\n');
}

function line(id: string, label: string, placeholder: string, value: string, maxLength = 200): FormField {
  return { id, label, value: value.slice(0, maxLength), placeholder, required: false, maxLength, long: false };
}
