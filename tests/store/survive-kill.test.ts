import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { DUE } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';
import { startChild } from './start-child.ts';

const machine = realMachine();
let place: ReturnType<typeof makeFolder>;
beforeEach(() => {
  place = makeFolder();
});
afterEach(() => place.remove());

describe('kill -9 of the owner', () => {
  test('a killed owner frees the folder at once, which nobody else could open before', async () => {
    const options = { folder: place.folder, clock: 'real', machine } as const;
    const owner = startChild(new URL('./own-folder.ts', import.meta.url), place.folder);
    await owner.said(1);
    await expect(openStore(options)).rejects.toMatchObject({ name: 'StoreError', trouble: 'owned' });
    await owner.kill();
    const store = await openStore(options);
    await store.close();
  });

  test.each([2, 29, 94, 311])('a killed owner loses nothing that was answered, %i steps in', async (steps) => {
    const worker = startChild(new URL('./work-until-killed.ts', import.meta.url), place.folder);
    await worker.said(steps);
    await worker.kill();
    const store = await openStore({ folder: place.folder, clock: 'real', machine });
    const rows = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((channel) => store.outbox.posts({ channel, limit: 10_000 })),
    );
    const posts = new Map(rows.flat().map((row) => [row.id, row]));
    const events = (await store.outbox.moments({ channels: null, events: null })).map((row) => row.event);
    for (const line of worker.lines) {
      const [step, what = '', message] = line.split(' ');
      if (step === 'reserved') expect(events).toContain(`event-${what}`);
      if (step === 'claimed') expect(posts.has(what)).toBe(true);
      if (step === 'attempted') expect(posts.get(what)?.attempts).toBe(1);
      if (step === 'sent') expect(posts.get(what)).toMatchObject({ state: 'sent', message });
    }
    const reserved = worker.lines.filter((line) => line.startsWith('reserved')).length;
    expect(await store.outbox.watermark()).toBeGreaterThanOrEqual(DUE + reserved - 1);
    // At most the steps under way when the signal came, one a channel, are more than was said.
    const sent = [...posts.values()].filter((row) => row.state === 'sent').length;
    const saidSent = worker.lines.filter((line) => line.startsWith('sent')).length;
    expect(sent - saidSent).toBeGreaterThanOrEqual(0);
    expect(sent - saidSent).toBeLessThanOrEqual(5);
    expect((await store.outbox.summary()).sent).toBe(sent);
    await store.close();
  });
});
