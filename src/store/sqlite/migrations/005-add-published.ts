/**
 * The fifth shape: of a message in an announcement channel, whether those that follow the channel have it. Few rows are
 * to be published at any time, and the index holds only those.
 */
export const addPublished = `
alter table posts add column published text;
create index posts_to_publish on posts (sent_at) where published = 'due';
`;
