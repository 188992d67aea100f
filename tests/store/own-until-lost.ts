// Run by tests as a process of its own: owns the state, writes again and again, and says when it has to end. Its minute
// is as short as a test wants.
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';

const [folder = '', looks = 'no looks'] = process.argv.slice(2);
const machine = realMachine();
const store = await openStore({ folder, clock: 'real', machine });
writeSync(1, 'owned\n');
void store.lost.then(async (why) => {
  await store.close();
  writeSync(1, `lost: ${why}\n`);
  process.exit(1);
});
for (let count = 0; ; count += 1) {
  if (looks === 'looks') await store.look();
  await store.registry.remember('count', String(count)).then(
    () => writeSync(1, `wrote ${count}\n`),
    () => undefined,
  );
  await machine.sleep(20);
}
