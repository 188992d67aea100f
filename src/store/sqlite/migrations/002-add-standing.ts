/**
 * The second shape: subscriptions with quiet hours, leads by kind and by event and persons (`more`, JSON of the
 * optional fields), pauses of servers, boards and digests, and posts that are reserved before they are due. Those are
 * ready by the machine's clock all the while, so the index by `ready_at` holds `due` too: skipping them reads no row.
 * Rows of one person are deleted at a press of theirs, so they are found without reading everybody's.
 */
export const addStanding = `
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
