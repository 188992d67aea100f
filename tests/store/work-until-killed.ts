// Run by tests as a process of its own: reserves, claims, attempts and settles in five channels at once, and says each
// step once it is answered. In the folder that is given, or in the database that is.
import { writeSync } from 'node:fs';
import { makeSecret } from '../../src/config/secret.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { attempt, claim, DUE, NOW, post, reservation, sent } from '../build/build-posts.ts';

const channels = ['a', 'b', 'c', 'd', 'e'];
const machine = realMachine();
const { outbox } = await openStore({
  folder: process.argv[2] ?? '',
  database: process.argv[3] === undefined ? null : makeSecret(process.argv[3]),
  clock: 'real',
  machine,
});
const say = (...words: (string | number)[]) => writeSync(1, `${words.join(' ')}\n`);
for (let turn = 0; ; turn += 1) {
  const posts = channels.map((channel) => post([`event-${turn}`], { channel, due: DUE + turn }));
  await outbox.reserve(reservation(posts, { watermark: DUE + turn }));
  say('reserved', turn);
  const held = await claim(outbox, { now: NOW });
  for (const one of held) say('claimed', one.id);
  await Promise.all(
    held.map(async (one) => {
      await attempt(outbox, one, NOW + turn);
      say('attempted', one.id);
      await outbox.settle(sent(one, `message-${turn}`));
      say('sent', one.id, `message-${turn}`);
    }),
  );
}
