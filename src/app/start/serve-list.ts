import { createHash } from 'node:crypto';
import type { PublicFiles, ServedFile } from '../../http/serve-public.ts';
import { type CalendarFile, isSecretOf, readCalendarName } from '../../model/channel-calendar.ts';
import type { MachineInstant } from '../../model/date.ts';
import type { EventList } from '../../model/event.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import type { Publication, PublicFile } from '../../publish/publication.ts';
import type { FileMaker } from '../../publish/publish-list.ts';
import type { Machine } from '../../time/machine.ts';
import { drawLater } from './answer-commands.ts';
import type { RunParts } from './describe-run.ts';

/** Its changes are looked at again for those who ask later than this. */
const FRESH_MS = 30_000;
/** More changes of a list are history. */
const MOST_CHANGES = 10_000;

/** Makes the public files of the run under way, each when somebody asks for it. They are open where the settings say so. */
export function serveList(run: () => RunParts | null, machine: Machine): PublicFiles {
  const draw = drawLater(machine);
  const known = new Map<string, { readonly tag: string; readonly since: MachineInstant }>();
  let looked: { readonly at: number; readonly of: EventList; readonly files: Promise<Folder> } | null = null;
  const folder = (parts: RunParts): Promise<Folder> => {
    const now = machine.monotonic();
    const { list } = parts.keeper.catalogue();
    if (looked === null || looked.of !== list || now - looked.at >= FRESH_MS)
      looked = { at: now, of: list, files: readFolder(parts) };
    return looked.files;
  };
  const isOpen = (name: string): boolean => {
    const { serve = false, address = null } = run()?.config.public ?? {};
    return readCalendarName(name) === null ? serve : address !== null;
  };
  return {
    isOpen,
    async find(name) {
      const parts = run();
      if (parts === null || !isOpen(name)) return null;
      const calendar = readCalendarName(name);
      const row = calendar === null ? null : calendarOf(parts, calendar);
      if (calendar !== null && row === null) return null;
      const { make, makeFor, policy } = await folder(parts);
      const file = row === null ? make(name) : makeFor(name, row);
      if (file === null) return null;
      const text = 'text' in file ? file.text : file.svg;
      const tag = createHash('sha256').update(text).digest('base64url').slice(0, 27);
      const before = known.get(name);
      const since = before?.tag === tag ? before.since : machine.now();
      known.set(name, { tag, since });
      const shared = calendar === null;
      return {
        type: file.type,
        tag,
        since,
        policy,
        shared,
        read: async () => ('svg' in file ? draw(file.svg) : file.text),
      };
    },
  };
}

/** The files of one look at the list, each made once. */
type Folder = Pick<ServedFile, 'policy'> & {
  make(name: string): PublicFile | null;
  /** The calendar of a channel, under the name by which it was asked for. */
  makeFor(name: string, subscription: Pick<Subscription, 'filter'>): PublicFile;
};

/** The subscription whose calendar this is; `null` where the address was ended, or never was. */
function calendarOf({ roster }: RunParts, { channel, secret }: CalendarFile): SubscriptionRow | null {
  const row = roster.find(channel);
  return row !== null && isSecretOf(row.calendar, secret) ? row : null;
}

async function readFolder({ keeper, outbox, world, config, startedAt }: RunParts): Promise<Folder> {
  const [{ calendarOfSome, publicFiles }, { publicEntries }, { publicTitle }, { PAGE_POLICY }, { wantsEvent }] =
    await Promise.all([
      import('../../publish/publish-list.ts'),
      import('../../publish/publication.ts'),
      import('../../publish/public-title.ts'),
      import('../../publish/public-style.ts'),
      import('../../plan/reminders/match-filter.ts'),
    ]);
  const { list, all } = keeper.catalogue();
  const now = world.now();
  const changes = await outbox.changes({ since: 0, limit: MOST_CHANGES });
  const publication: Publication = {
    title: publicTitle(config.public.title, list),
    address: config.public.address,
    entries: publicEntries(all, changes, now, { of: () => null, otherwise: startedAt }),
    changes,
    now,
    zone: config.defaults.zone,
  };
  const makers = new Map<string, FileMaker>(publicFiles(publication).map((file) => [file.name, file]));
  const made = new Map<string, PublicFile | null>();
  return {
    policy: PAGE_POLICY,
    makeFor(name, { filter }) {
      // Where the page is not served, its address leads nowhere.
      const address = config.public.serve ? publication.address : null;
      return calendarOfSome({ ...publication, address }, name, ({ event }) => wantsEvent(filter, event));
    },
    make(name) {
      const file = made.get(name) ?? makers.get(name)?.make() ?? null;
      if (file !== null) made.set(name, file);
      return file;
    },
  };
}
