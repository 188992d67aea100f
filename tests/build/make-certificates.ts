import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const openssl = promisify(execFile);
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** An authority of one's own, and a certificate that it has signed for these names; gone with the test. */
export async function makeCertificates(
  names: readonly string[],
): Promise<{ readonly authority: string; readonly key: string; readonly cert: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-certificates-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const run = (...args: string[]) => openssl('openssl', args);
  const authority = ['req', '-x509', ...NEW_KEY, '-keyout', at('ca.key'), '-out', at('ca.pem')];
  await run(...authority, '-subj', '/CN=An authority for tests', '-days', '2');
  await run('req', ...NEW_KEY, '-keyout', at('key.pem'), '-out', at('request.pem'), '-subj', '/CN=tests');
  await writeFile(at('names'), `subjectAltName=${names.join(',')}\n`);
  const signed = [
    '-CA',
    at('ca.pem'),
    '-CAkey',
    at('ca.key'),
    '-CAcreateserial',
    '-extfile',
    at('names'),
    '-days',
    '2',
  ];
  await run('x509', '-req', '-in', at('request.pem'), ...signed, '-out', at('cert.pem'));
  const text = (name: string) => readFile(at(name), 'utf8');
  return { authority: at('ca.pem'), key: await text('key.pem'), cert: await text('cert.pem') };
}
