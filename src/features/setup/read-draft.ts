import type { LocalTime, Zone } from '../../model/date.ts';
import { decodeJsonOr, isObject } from '../../model/decode-json.ts';
import { type Lead, leadName, parseLeads } from '../../model/lead.ts';
import type { ChannelId, RoleId } from '../../model/subscription.ts';
import { isLocalTime } from '../../time/local.ts';
import { canonicalZone } from '../../time/zones.ts';
import type { CalledChannel } from '../call/command.ts';

/** The pages of the flow: where and what; when and whom; look and finish. */
export const PAGES = [1, 2, 3] as const;
export type Page = (typeof PAGES)[number];

/** A chosen channel with what the bot was seen to be allowed there; `may` is `null` when Discord did not say. */
export type DraftPlace = {
  readonly id: ChannelId;
  readonly kind: CalledChannel['kind'];
  readonly may: readonly string[] | null;
};

/** A chosen role; `mentionable` is `null` until Discord has said it. */
export type DraftRole = { readonly id: RoleId; readonly mentionable: boolean | null };

/** What one manager has chosen so far, kept until it is finished or given up. */
export type Draft = {
  /** Which use of `/setup` by this person it belongs to. */
  readonly run: number;
  /** Rises with every change, so that nothing is finished that is not what the screen shows. */
  readonly rev: number;
  readonly page: Page;
  readonly place: DraftPlace | null;
  readonly topics: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly leads: readonly Lead[] | null;
  readonly role: DraftRole | null;
  /** The server's clock as wished; `null` is the default of the settings file, left out: as it is. */
  readonly zone?: Zone | null;
  readonly postingTime?: LocalTime | null;
  /** Zones offered for one that was typed and does not exist. */
  readonly offered: readonly Zone[];
  /** The version of the subscription that it began from; `null` where the channel had none. */
  readonly base: number | null;
};

/** What is kept of one manager: how often they began, and the draft that is open. */
export type Kept = { readonly run: number; readonly draft: Draft | null };

const KINDS: readonly CalledChannel['kind'][] = ['text', 'announcement', 'thread', 'forum', 'voice', 'dm', 'other'];
const SNOWFLAKE = /^\d{1,20}$/;

/** A draft as it is remembered. */
export function writeKept({ run, draft }: Kept): string {
  if (draft === null) return JSON.stringify({ run });
  return JSON.stringify({ ...draft, leads: draft.leads?.map(leadName) ?? null });
}

/** Reads what is remembered. What another version wrote, or nobody, is no draft; its run is kept where there is one. */
export function readKept(text: string | null): Kept {
  const raw = parseObject(text ?? '');
  const run = readCount(raw['run']) ?? 0;
  return { run, draft: raw['rev'] === undefined ? null : readDraft(raw, run) };
}

function readDraft(raw: Readonly<Record<string, unknown>>, run: number): Draft | null {
  const rev = readCount(raw['rev']);
  const page = PAGES.find((known) => known === raw['page']);
  const leads = readTexts(raw['leads']);
  const zone = readSetting(raw['zone'], (text) => canonicalZone(text) === text);
  const postingTime = readSetting(raw['postingTime'], isLocalTime);
  if (rev === null || page === undefined) return null;
  return {
    run,
    rev,
    page,
    place: readPlace(raw['place']),
    topics: readTexts(raw['topics']),
    kinds: readTexts(raw['kinds']),
    leads: leads === null ? null : readLeads(leads),
    role: readRole(raw['role']),
    ...(zone === undefined ? {} : { zone }),
    ...(postingTime === undefined ? {} : { postingTime }),
    offered: (readTexts(raw['offered']) ?? []).filter((text) => canonicalZone(text) === text),
    base: readCount(raw['base']),
  };
}

function readPlace(raw: unknown): DraftPlace | null {
  if (!isObject(raw)) return null;
  const { id, may } = raw;
  const kind = KINDS.find((known) => known === raw['kind']);
  if (typeof id !== 'string' || !SNOWFLAKE.test(id) || kind === undefined) return null;
  return { id, kind, may: readTexts(may) };
}

function readRole(raw: unknown): DraftRole | null {
  if (!isObject(raw)) return null;
  const { id, mentionable } = raw;
  if (typeof id !== 'string' || !SNOWFLAKE.test(id)) return null;
  return { id, mentionable: typeof mentionable === 'boolean' ? mentionable : null };
}

function readLeads(words: readonly string[]): readonly Lead[] | null {
  const read = parseLeads(words.join(' '));
  return read.ok ? read.leads : null;
}

/** A setting as wished: `null` is the default, `undefined` nothing that could be used. */
function readSetting(raw: unknown, fits: (text: string) => boolean): string | null | undefined {
  if (raw === null) return null;
  return typeof raw === 'string' && fits(raw) ? raw : undefined;
}

function readTexts(raw: unknown): readonly string[] | null {
  return Array.isArray(raw) && raw.every((text) => typeof text === 'string') ? raw : null;
}

function readCount(raw: unknown): number | null {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 ? raw : null;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  return decodeJsonOr(text, isObject, {});
}
