/** An address of PostgreSQL as it may be shown: without its password and without what else stands behind the `?`. */
export function describeAddress(url: string): string {
  if (!URL.canParse(url)) return 'postgres://…';
  const { username, host, pathname } = new URL(url);
  return `postgres://${username === '' ? '' : `${username}@`}${host}${pathname}`;
}
