/** Makes `Date` of this whole process show the machine's time and `aheadMs()` more, as a clock that somebody has set would. */
export function moveDate(aheadMs: () => number): void {
  const right = Date.now;
  const now = (): number => right() + Math.round(aheadMs());
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}
