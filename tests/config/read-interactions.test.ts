import { expect, test } from 'vitest';
import { useFolder } from '../build/use-folder.ts';

const { config, report } = useFolder();

test('commands come by the gateway unless a port is set', async () => {
  expect(await config({})).toMatchObject({ interactions: null, gateway: true });
});

test.each(['INTERACTIONS_PORT', 'DATEWATCH_INTERACTIONS_PORT'])(
  '%s lets them come over HTTP, from this machine alone unless an address is set',
  async (name) => {
    expect((await config({ [name]: '8081' })).interactions).toEqual({ host: '127.0.0.1', port: 8081 });
    const open = await config({ [name]: '8081', DATEWATCH_INTERACTIONS_HOST: '[::]', DATEWATCH_GATEWAY: 'off' });
    expect(open).toMatchObject({ interactions: { host: '::', port: 8081 }, gateway: false });
  },
);

test.each([
  [{ INTERACTIONS_PORT: '65536' }, 'This is no port. (INTERACTIONS_PORT)'],
  [{ INTERACTIONS_PORT: '1', DATEWATCH_INTERACTIONS_PORT: '2' }, 'The port for interactions is set twice.'],
  [{ DATEWATCH_INTERACTIONS_HOST: '0.0.0.0' }, 'It does nothing without a port.'],
  [{ INTERACTIONS_PORT: '1', DATEWATCH_INTERACTIONS_HOST: 'http://x' }, 'This is no address to listen on.'],
  [{ DATEWATCH_GATEWAY: 'off' }, 'Without the gateway no command arrives.'],
  [{ INTERACTIONS_PORT: '1', DATEWATCH_GATEWAY: 'maybe' }, 'The gateway is on or off.'],
])('a setting that cannot be meant is reported: %j', async (env, says) => {
  expect(await report(env)).toEqual([expect.stringContaining(says)]);
});
