import type { Hours } from '../../model/subscription.ts';

/** The ways to write hours, as they can be chosen for a server. */
export const HOUR_CHOICES = ['automatic', '12-hour', '24-hour'] as const;
export type HourChoice = (typeof HOUR_CHOICES)[number];

/** The setting that each of them stands for; `null`: by the server's language and its place. */
export const HOURS: Readonly<Record<HourChoice, Hours | null>> = { automatic: null, '12-hour': 12, '24-hour': 24 };
