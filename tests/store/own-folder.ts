// Run by tests as a process of its own: owns the state in a folder, says so, and waits to be killed.
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';

const machine = realMachine();
await openStore({ folder: process.argv[2] ?? '', clock: 'real', machine });
writeSync(1, 'owned\n');
setInterval(() => {}, 60_000);
