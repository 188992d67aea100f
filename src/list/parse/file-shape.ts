import type * as Zod from 'zod';
import { z } from '../../yaml/load-zod.ts';
import { oneLine, slug } from '../../yaml/text-shape.ts';
import { day } from './date-shape.ts';
import { eventShape, sourceShape, zone } from './event-shape.ts';

const head = {
  covers: oneLine(200, 'What this file covers, in a few words.'),
  knownUntil: day('The day after which its makers knew nothing.').optional(),
  archive: z.boolean().meta({ description: 'True for a file that nobody keeps up any more.' }).optional(),
  zone: zone('The time zone of those events of this file that name none').optional(),
  sources: z
    .record(slug(40, 'A short name for the source: small letters, digits and hyphens.'), sourceShape)
    .meta({ description: 'Who says it, each under a short name that claims refer to.' }),
};

/** A file of the list without its events, which are checked one by one. */
export const headShape = z.strictObject({ ...head, events: z.unknown().optional() });

/** A whole file, for the JSON Schema. */
export const fileShape = z
  .strictObject({ ...head, events: z.array(eventShape).min(1).meta({ description: 'The events, in any order.' }) })
  .meta({
    title: 'A list of dated events for Datewatch',
    description: 'What several sources say about dates set by others. `events.template.yaml` shows how to begin.',
  });

export type HeadInput = Omit<Zod.output<typeof headShape>, 'events'>;
