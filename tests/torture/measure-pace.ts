import { FILING_LIST } from '../build/list-texts.ts';
import { startFixture } from './start-fixture.ts';

/** In so much time a program starts on a machine that does little else. */
const USUAL_START_MS = 1_500;

/** How many times as slow as usual this machine is now, by the start of one program; at least 1. */
export async function measurePace(): Promise<number> {
  const fixture = await startFixture({ world: {}, worldAt: Date.UTC(2026, 4, 1), speed: 1 });
  try {
    await fixture.writeList(FILING_LIST);
    await fixture.writeSettings('zone: UTC\n');
    const spawned = Date.now();
    await fixture.start().running;
    return Math.max(1, (Date.now() - spawned) / USUAL_START_MS);
  } finally {
    await fixture.close();
  }
}
