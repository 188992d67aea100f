/** How fast the story goes, in words. Pure. */

const HOUR = 3600;
const DAY = 86_400;

/** 7200 simulated seconds in a second are "1 day in 12 s". */
export function describeSpeed(speed) {
  if (speed === 1) return 'real time';
  if (speed === DAY) return '1 day a second';
  if (speed > DAY) return `${round(speed / DAY)} days a second`;
  if (speed >= HOUR / 2) return `1 day in ${round(DAY / speed)} s`;
  return speed >= 60 ? `1 hour in ${round(HOUR / speed)} s` : `${round(speed)} times as fast`;
}

const round = (value) => String(Math.round(value * 10) / 10);
