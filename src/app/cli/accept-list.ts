import { readList } from '../../list/parse/read-list.ts';
import { keepAccepted } from '../start/load-list.ts';
import { type Io, requireConfig, startErrorOf } from '../start/start-error.ts';

/**
 * `datewatch accept`: the list may be as short as it is now. A program that holds it back takes it within seconds, one
 * that starts takes it at once. Throws `StartError` with every problem of a list that cannot be used.
 */
export async function acceptList(io: Io): Promise<number> {
  const config = await requireConfig(io);
  const { list, problems } = readList(config.dataFolder, config.defaults);
  if (list === null) throw startErrorOf('The list of events cannot be used.', problems);
  await keepAccepted(config.stateFolder).write(list.version);
  const count = list.events.length;
  io.out(`Accepted: the list as it is now, with ${count} event${count === 1 ? '' : 's'} (version ${list.version}).\n`);
  return 0;
}
