import { indexSteps } from '../list/index/index-list.ts';
import type { Machine } from '../time/machine.ts';
import type { Catalogue } from './catalogue.ts';
import { runInSlices } from './run-in-slices.ts';

/** Makes ready what answers and boards look things up in, so that the first of them has nothing to wait for. */
export async function warmAnswers(catalogue: Catalogue, machine: Machine): Promise<void> {
  await runInSlices(
    indexSteps(catalogue.list, (id) => catalogue.find(id)?.edges ?? []),
    machine,
  );
}
