/** How many made-up stories a test plays: few in the plain tests, all in `npm run test:long`, which plays them too. */
export function storyCount({ few, all }: { readonly few: number; readonly all: number }): number {
  return process.env['TEST_LONG'] === undefined ? few : all;
}
