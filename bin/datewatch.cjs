#!/usr/bin/env node
// The command `datewatch` of the npm package. It runs on the Node that a machine has, however old, and starts the program on
// one that is new enough: this one, or the one that the package brings as an optional dependency.
'use strict';
const { spawn } = require('node:child_process');
const { join } = require('node:path');

/** The oldest Node that the program runs on. */
const OLDEST = [24, 21];
const main = join(__dirname, '..', 'dist', 'main.js');

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** The Node that came with the package; null where it was left out. */
function ownNode() {
  const windows = process.platform === 'win32' ? 'win' : process.platform;
  const names = [`node-${windows}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  for (const name of names) {
    try {
      const { bin } = require(`${name}/package.json`);
      return join(require.resolve(`${name}/package.json`), '..', typeof bin === 'string' ? bin : bin.node);
    } catch {
      // Not for this machine, or left out.
    }
  }
  return null;
}

const node = isNewEnough(process.versions.node) ? process.execPath : ownNode();
if (node === null) {
  process.stderr.write(
    `Datewatch needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}, and the package brought none for ` +
      `${process.platform} on ${process.arch}. Install a newer one from https://nodejs.org, or run the container image.\n`,
  );
  process.exit(1);
}
if (node === process.execPath) import(`file://${main}`);
else {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`Datewatch could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
}
