import { request } from 'node:http';
import { expect, test } from 'vitest';
import { startLine } from '../build/command-line.ts';
import { readSamples, serveProgram } from '../build/serve-program.ts';
import { CREATE } from '../build/start-program.ts';

const PASSWORD = 'correct horse battery';
const basic = (text: string) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } });

test('/metrics counts what Discord saw: messages, a limit that was hit, commands, logins', async () => {
  const { emulator, bot, channels, get } = await serveProgram({
    channels: 6,
    prepare: ({ faults }) => faults.add({ kind: 'rate-limited', retryAfterSeconds: 0.3, match: { route: CREATE } }),
  });
  await bot.says('Datewatch is running.');
  const posted = () => channels.flatMap((channel) => emulator.messages(channel)).length;
  await expect.poll(posted).toBe(6);
  await emulator.interact.command({ name: 'dates next' });
  await emulator.interact.command({ name: 'help' });
  const read = async () => readSamples(await (await get('/metrics')).text());
  await expect.poll(async () => (await read()).get('datewatch_posts{state="sent"}')).toBe(6);
  const samples = await read();
  const creates = emulator.requests.filter(({ route }) => route === CREATE);
  const answered = (status: number) => creates.filter((one) => one.status === status).length;
  expect(samples.get('datewatch_discord_requests_total{request="send",answer="sent"}')).toBe(answered(200));
  expect(samples.get('datewatch_discord_requests_total{request="send",answer="wait"}')).toBe(answered(429));
  expect(answered(429)).toBe(1);
  expect(samples.get('datewatch_send_slots_total')).toBeGreaterThanOrEqual(creates.length);
  expect(samples.get('datewatch_posts_settled_total{kind="reminder",state="sent",reason="on time"}')).toBe(6);
  expect(samples.get('datewatch_posts_settled_total{kind="reminder",state="waiting",reason="wait"}')).toBe(1);
  expect(samples.get('datewatch_post_lateness_seconds_count{kind="reminder"}')).toBe(6);
  expect(samples.get('datewatch_post_lateness_seconds_bucket{le="120",kind="reminder"}')).toBe(6);
  expect(samples.get('datewatch_interaction_seconds_count{entrance="command",name="dates next"}')).toBe(1);
  expect(samples.get('datewatch_interaction_seconds_count{entrance="command",name="help"}')).toBe(1);
  expect(samples.get('datewatch_logins_left')).toBe(999);
  expect(samples.get('datewatch_gateway_up')).toBe(1);
  for (const name of ['plans', 'shards_held', 'shards_up', 'shards']) {
    expect([name, samples.get(`datewatch_${name}`)]).toEqual([name, 1]);
  }
  expect(samples.get('datewatch_lease_events_total{lease="tick",event="taken"}')).toBe(1);
  expect(samples.get('datewatch_lease_events_total{lease="shard",event="taken"}')).toBe(1);
  expect(samples.get('datewatch_running')).toBe(1);
  expect(samples.get('datewatch_channels{state="active"}')).toBe(6);
  expect(samples.get('datewatch_list_events')).toBe(1);
  expect(samples.get('datewatch_tick_age_seconds')).toBeLessThan(60);
});

test('it is alive and ready while it runs, and neither is nor says why while it waits', async () => {
  const running = await serveProgram();
  await expect.poll(async () => (await running.get('/readyz')).status).toBe(200);
  expect(await (await running.get('/healthz')).text()).toBe('ok\n');
  const waiting = await serveProgram({ list: 'events: [', args: ['start', '--keep-trying'] });
  await waiting.bot.says('It tries again by itself');
  for (const path of ['/healthz', '/readyz']) {
    const answer = await waiting.get(path);
    expect([answer.status, await answer.text()]).toEqual([503, 'not ok\n']);
  }
  expect(readSamples(await (await waiting.get('/metrics')).text()).get('datewatch_running')).toBe(0);
});

test('with a password only ok and not ok are for everybody', async () => {
  const { get } = await serveProgram({
    env: { DATEWATCH_HTTP_PASSWORD: PASSWORD, DATEWATCH_HTTP_HOST: '0.0.0.0' },
  });
  await expect.poll(async () => (await get('/readyz')).status).toBe(200);
  expect((await get('/healthz')).status).toBe(200);
  for (const init of [{}, basic('me:wrong'), basic(PASSWORD), basic(`me:${PASSWORD} `)]) {
    const answer = await get('/metrics', init);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Basic');
  }
  expect((await get('/metrics', basic(`:${PASSWORD}`))).status).toBe(200);
  expect((await get('/metrics', basic(`anybody:${PASSWORD}`))).status).toBe(200);
});

test('this machine gets every answer with headers that keep it here, and no page that calls it by another name gets one', async () => {
  const { get } = await serveProgram();
  for (const path of ['/healthz', '/metrics', '/nothing']) {
    const { headers } = await get(path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  }
  const { hostname, port } = new URL((await get('/healthz')).url);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const options = { host: hostname, port, path: '/metrics', headers: { host: 'evil.example' } };
    request(options, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
  // The port is taken: another program says so, with what to do.
  const { code, err } = await startLine(['start'], { DATEWATCH_HTTP_PORT: port }).ended;
  expect(code).toBe(1);
  expect(err).toContain(`port ${port}: another program listens there. Stop it, or choose another DATEWATCH_HTTP_PORT.`);
});
