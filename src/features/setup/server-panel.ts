import { SELECT_OPTIONS_MAX } from '../../model/discord-limits.ts';
import { regionOf, zonesOfRegion } from '../../time/find-zones.ts';
import { zoneCity } from '../../time/local.ts';
import { choiceOf } from '../call/read-zone.ts';
import { backButton, cardButton, setupId } from './card-controls.ts';
import { option } from './card-options.ts';
import type { CardView } from './card-page.ts';
import type { CardState } from './card-state.ts';
import { setupText } from './words.ts';

/** The zones that people with this language choose most, and a form for any other zone and the time of day. */
export async function serverPanel(
  { channel, clock }: CardState,
  locale: string,
): Promise<NonNullable<CardView['open']>> {
  const offered = await zonesOfRegion(regionOf(locale), SELECT_OPTIONS_MAX);
  const now = { zone: clock.zone, place: zoneCity(clock.zone), allYear: false };
  const zones = offered.some(({ zone }) => zone === clock.zone) ? offered : [now, ...offered.slice(0, -1)];
  const options = zones.map(choiceOf).map(({ name, value }) => option(value, name, value === clock.zone));
  const id = setupId('zone', channel);
  return {
    controls: [
      [{ type: 'select', id, placeholder: setupText('zonePick'), min: 1, max: 1, options }],
      [cardButton('form', channel, setupText('otherZone'), 'server'), backButton(channel)],
    ],
  };
}
