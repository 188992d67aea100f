import type { PressCall, Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readSubscriptionFilter } from '../call/read-filter.ts';
import { saveChange } from './save-change.ts';
import type { CardPlace } from './show-card.ts';

/** Words, regions and certainties as typed into the form; topics, kinds and what is muted stay. */
export function changeWords(place: CardPlace, call: PressCall, context: CommandContext): Promise<Reply> {
  const field = (name: string): string | null => {
    const typed = (call.fields[name] ?? '').trim();
    return typed === '' ? null : typed;
  };
  const read = readSubscriptionFilter(
    {
      topic: null,
      kind: null,
      region: field('region'),
      certainty: field('certainty'),
      words: field('words'),
      block: field('block'),
    },
    context.index(),
  );
  return saveChange(place, call, context, (subscription) => {
    const { regions: _, certainties: __, words: ___, ...kept } = subscription.filter;
    const { topics, kinds } = subscription.filter;
    return { ...subscription, filter: { ...kept, ...read, topics, kinds } };
  });
}
