// Run by tests as a process of its own: reserves, claims, attempts and settles, and says each step once it is answered.
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/open-store.ts';
import { attempt, claimOne, DUE, NOW, post, reservation, sent } from './make-posts.ts';

const machine = { sleep: async () => {} };
const { outbox } = await openStore({ folder: process.argv[2] ?? '', clock: 'real', machine });
const say = (...words: (string | number)[]) => writeSync(1, `${words.join(' ')}\n`);
for (let turn = 0; ; turn += 1) {
  await outbox.reserve(reservation([post([`event-${turn}`], { due: DUE + turn })], { watermark: DUE + turn }));
  say('reserved', turn);
  const held = await claimOne(outbox, NOW);
  say('claimed', held.id);
  await attempt(outbox, held, NOW + turn);
  say('attempted', held.id);
  await outbox.settle(sent(held, `message-${turn}`));
  say('sent', held.id, `message-${turn}`);
}
