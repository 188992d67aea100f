/**
 * The third shape: among posts that are equally urgent, a server's first goes before another server's second. The turn
 * is fixed when posts are reserved, so that taking the next one reads no more rows than before.
 */
export const addTurns = `
alter table posts add column turn integer not null default 0;

drop index posts_open_by_urgency;
create index posts_open_by_urgency on posts (urgency, due, ordinal, turn, id) where ready_at is not null;
`;
