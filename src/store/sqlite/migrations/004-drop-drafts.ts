/**
 * The fourth shape: drafts of set-ups are no longer kept in the state, and what older versions left of them, which names
 * the people who made them, goes.
 */
export const dropDrafts = `
delete from facts where name like 'memo:draft %';
`;
