import { sql } from '../sqlite/load-kysely.ts';

/**
 * A post that is open, dead or uncertain: what people look at, and few whatever the history. Word for word the condition
 * of the index `posts_watched`, since a partial index serves only what it can be seen to imply:
 * https://www.sqlite.org/partialindex.html
 */
export const isWatched = sql<boolean>`state in ('waiting', 'sending', 'dead', 'uncertain')`;
