import { cp, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './seeded-random.ts';
import type { TortureFixture } from './start-fixture.ts';
import type { Story } from './story.ts';

/** The hardships that befall a long run besides kills and faults. */
export type Hardships = {
  /** While no program lives: makes the list whole, sometimes copies the state, sometimes puts back a copy. */
  betweenLives(): Promise<void>;
  /** Whether this life is to see an outage of Discord. */
  wantsOutage(): boolean;
  /** All that is asked of Discord fails for up to half an hour of world time; `outlives` is false once the program has ended. */
  outage(outlives: () => boolean): Promise<void>;
  /** Leaves half of the list in its file for a few seconds, or until the program ends, as an editor or a full disk would. */
  cutList(text: string): Promise<void>;
};

/** At 30 world seconds a second: half an hour. */
const LONGEST_OUTAGE_MS = 60_000;
/** A copy is put back only when it is surely older than any nonce that is still known. */
const OLD_COPY_MS = 8_000;

export function makeHardships(parts: {
  readonly fixture: TortureFixture;
  readonly random: Random;
  readonly story: Story;
  now(): number;
  /** Rises with everything that only the state knows: a copy from before it would not know what people asked for. */
  asked(): number;
  note(what: string): void;
}): Hardships {
  const { fixture, random, story, now, note } = parts;
  const copy = `${fixture.state}-copy`;
  let copied: { readonly at: number; readonly asked: number } | null = null;
  /** The list of which half is in its file. */
  let whole: string | null = null;
  // A program that starts with a list cut short goes on with the one it read before, and that may be any older one.
  const heal = async (): Promise<void> => {
    if (whole !== null) await fixture.writeList(whole);
    whole = null;
  };
  return {
    async betweenLives() {
      await heal();
      if (copied !== null && copied.asked !== parts.asked()) copied = null;
      if (copied === null) {
        if (!random.chance(0.1)) return;
        await rm(copy, { recursive: true, force: true });
        await cp(fixture.state, copy, { recursive: true });
        copied = { at: now(), asked: parts.asked() };
        return;
      }
      if (now() - copied.at < OLD_COPY_MS || !random.chance(0.1)) return;
      await rm(fixture.state, { recursive: true });
      await cp(copy, fixture.state, { recursive: true });
      story.forgotten.push({ from: copied.at, to: now() });
      copied = null;
      note('older state restored');
    },
    wantsOutage: () => random.chance(0.015),
    async outage(outlives) {
      // An outage may look as if the bot had been shut out everywhere.
      const looksClosed = random.chance(0.5);
      note(looksClosed ? 'outage that looks like closed channels' : 'outage');
      const { faults } = fixture.emulator;
      const answer = looksClosed ? { status: 403, code: 50001 } : { status: 503 };
      const match = { when: ({ path }: { readonly path: string }) => path.includes('/channels/') };
      faults.add({ kind: 'status', ...answer, times: 'always', match });
      const end = now() + random.between(LONGEST_OUTAGE_MS / 3, LONGEST_OUTAGE_MS);
      while (now() < end && outlives()) await sleep(200, undefined, { ref: false });
      faults.clear();
    },
    async cutList(text) {
      note('list cut');
      await fixture.writeList(text.slice(0, random.whole(0, text.length - 1)));
      whole = text;
      await sleep(random.between(0, 4_000), undefined, { ref: false });
      if (random.chance(0.5)) await heal();
    },
  };
}
