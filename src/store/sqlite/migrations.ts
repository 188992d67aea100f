/**
 * The first shape of the state. Instants are integers; the checks keep them within what a JavaScript number and a
 * `Date` can hold. Indexes are partial on what is open, so that history costs a tick and a claim nothing.
 * The reference from moments to posts is deferred because moments go in first: which of them are new decides the post.
 */
export const createLedger = `
create table posts (
  id text primary key,
  nonce text not null unique,
  kind text not null,
  guild text not null,
  channel text not null,
  due integer not null check (due between -8640000000000000 and 8640000000000000),
  urgency integer not null check (urgency between -8640000000000000 and 8640000000000000),
  ordinal integer not null,
  added_late integer not null check (added_late in (0, 1)),
  key text,
  body text,
  edits text,
  state text not null check (state in ('waiting', 'sending', 'sent', 'skipped', 'dead', 'uncertain')),
  reason text,
  lease text,
  ready_at integer check (ready_at between 0 and 8640000000000000),
  attempts integer not null default 0,
  first_unanswered integer,
  attempts_before integer not null default 0,
  payload text,
  message text,
  sent_at integer check (sent_at between -8640000000000000 and 8640000000000000),
  check ((state in ('waiting', 'sending')) = (ready_at is not null)),
  check ((state = 'sending') = (lease is not null))
) strict;

create index posts_open_by_urgency on posts (urgency, due, ordinal, id) where ready_at is not null;
create index posts_open_by_channel on posts (channel, urgency, due, ordinal, id, ready_at) where ready_at is not null;
create index posts_open_by_ready on posts (ready_at, channel) where ready_at is not null and lease is null;
create index posts_leased on posts (channel, ready_at) where lease is not null;
create index posts_watched on posts (state, due) where state in ('waiting', 'sending', 'dead', 'uncertain');
create unique index posts_by_key on posts (key) where key is not null;
create index posts_by_channel on posts (channel, due, ordinal);
create index posts_said on posts (channel, sent_at) where message is not null;
create index posts_by_sent on posts (sent_at) where sent_at is not null;

create table moments (
  id integer primary key,
  event text not null,
  edge text not null,
  source_date text not null,
  lead text not null,
  channel text not null,
  guild text not null,
  due integer not null check (due between -8640000000000000 and 8640000000000000),
  anchor integer not null check (anchor between -8640000000000000 and 8640000000000000),
  state text not null check (state in ('reserved', 'sent', 'skipped', 'dead', 'uncertain')),
  reason text,
  post text references posts (id) deferrable initially deferred,
  unique (channel, event, edge, source_date, lead)
) strict;

create index moments_by_event on moments (event, channel);
create index moments_by_post on moments (post) where post is not null;

create table subscriptions (
  channel text primary key,
  guild text not null,
  filter text not null,
  leads text,
  role text,
  ping_for text not null,
  notices text,
  since integer not null check (since between -8640000000000000 and 8640000000000000),
  made_by text not null check (made_by in ('command', 'settings')),
  paused text,
  unsettled text,
  version integer not null default 0
) strict;

create index subscriptions_by_guild on subscriptions (guild);

create table guild_settings (
  guild text primary key,
  zone text,
  posting_time text
) strict;

create table facts (
  name text primary key,
  value text not null
) strict;

create table list_changes (
  id integer primary key,
  revision integer not null,
  event text not null,
  kind text not null,
  at integer not null check (at between -8640000000000000 and 8640000000000000),
  what text not null
) strict;

create index list_changes_by_at on list_changes (at, revision);
`;

/**
 * The second shape: subscriptions with quiet hours, leads by kind and by event and persons (`more`, JSON of the
 * optional fields), pauses of servers, boards and digests, and posts that are reserved before they are due. Those are
 * ready by the machine's clock all the while, so the index by `ready_at` holds `due` too: skipping them reads no row.
 * Rows of one person are deleted at a press of theirs, so they are found without reading everybody's.
 */
const addStanding = `
alter table subscriptions add column more text;

alter table guild_settings add column paused_until integer
  check (paused_until between -8640000000000000 and 8640000000000000);

create table standing (
  channel text not null,
  kind text not null check (kind in ('board', 'daily', 'weekly')),
  guild text not null,
  time text,
  weekday integer check (weekday between 1 and 7),
  since integer not null check (since between -8640000000000000 and 8640000000000000),
  paused text,
  board text,
  primary key (channel, kind),
  check ((kind = 'board') = (board is not null))
) strict;

create index standing_by_guild on standing (guild);

drop index posts_open_by_ready;
create index posts_open_by_ready on posts (ready_at, channel, due) where ready_at is not null and lease is null;
create index posts_open_by_due on posts (due) where ready_at is not null and lease is null;

create index posts_personal on posts (guild) where guild like '@%';
create index moments_personal on moments (guild) where guild like '@%';
`;

/**
 * The third shape: among posts that are equally urgent, a server's first goes before another server's second. The turn
 * is fixed when posts are reserved, so that taking the next one reads no more rows than before.
 */
const addTurns = `
alter table posts add column turn integer not null default 0;

drop index posts_open_by_urgency;
create index posts_open_by_urgency on posts (urgency, due, ordinal, turn, id) where ready_at is not null;
`;

/**
 * The fourth shape: drafts of set-ups are no longer kept in the state, and what older versions left of them, which names
 * the people who made them, goes.
 */
const dropDrafts = `
delete from facts where name like 'memo:draft %';
`;

/**
 * The fifth shape: of a message in an announcement channel, whether those that follow the channel have it. Few rows are
 * to be published at any time, and the index holds only those.
 */
const addPublished = `
alter table posts add column published text;
create index posts_to_publish on posts (sent_at) where published = 'due';
`;

/** The sixth shape: how hours are written for a server or a person, as chosen or by their language. */
const addHours = `
alter table guild_settings add column hours integer check (hours in (12, 24));
alter table guild_settings add column locale text;
`;

/**
 * Every step from an empty database to the shape this program knows; step n leads to version n + 1. Only ever appended
 * to.
 */
export const MIGRATIONS: readonly string[] = [createLedger, addStanding, addTurns, dropDrafts, addPublished, addHours];
