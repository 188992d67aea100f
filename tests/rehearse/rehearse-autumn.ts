import { type RehearsedPost, rehearse } from '../../src/app/cli/rehearse.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { realMachine } from '../../src/time/machine.ts';
import { readAutumn } from '../build/autumn-list.ts';

/**
 * Every message from 19 October to 12 November 2025 for one channel in `zone`, all else default. `asKnown`: the list as it
 * became known, not as it stands. `list`: the frozen one, where none is given.
 */
export async function rehearseAutumn(zone: string, asKnown = false, list = readAutumn()): Promise<RehearsedPost[]> {
  const base = await readConfig({}, process.cwd());
  if (!('config' in base)) throw new Error('The shipped settings are broken.');
  const posts: RehearsedPost[] = [];
  const options = {
    config: { ...base.config, defaults: { ...base.config.defaults, zone } },
    list,
    asKnown,
    from: Date.parse('2025-10-19T00:00:00Z'),
    to: Date.parse('2025-11-12T00:00:00Z'),
    guilds: [],
    machine: realMachine(),
    subscriptions: [
      {
        owner: ofGuild('rehearsal'),
        channel: 'rehearsal',
        filter: { topics: null, kinds: null },
        leads: null,
        role: null,
        pingFor: ['confirmed'],
        madeBy: 'settings',
        paused: null,
      },
    ],
  } as const;
  for await (const post of rehearse(options)) posts.push(post);
  return posts;
}
