import { sql } from '../sqlite/load-kysely.ts';

/**
 * A post that is open, dead or uncertain: those that people look at, and few whatever the history. Word for word the
 * condition of the index `posts_watched`, since SQLite uses a partial index only where the query visibly implies its
 * condition: https://www.sqlite.org/partialindex.html
 */
export const isWatched = sql<boolean>`state in ('waiting', 'sending', 'dead', 'uncertain')`;
