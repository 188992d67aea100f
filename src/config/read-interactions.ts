import type { Problem } from '../model/problem.ts';
import type { InteractionSettings } from './config.ts';
import type { Environment, VariableName } from './environment.ts';
import type { Show } from './secret.ts';

/** How interactions arrive. */
type ReadInteractions = {
  /** `null`: nothing listens for them, or there are problems. */
  readonly interactions: InteractionSettings | null;
  /** Whether the bot logs in to the gateway. */
  readonly gateway: boolean;
  readonly problems: readonly Problem[];
};

/** Both names of one setting: the short one is known from other programs. */
const PORTS = ['DATEWATCH_INTERACTIONS_PORT', 'INTERACTIONS_PORT'] as const;

/** Reads where Discord sends interactions, and whether there is a gateway. `show` prepares found values for reports. */
export function readInteractions(env: Environment, show: Show): ReadInteractions {
  const get = (name: VariableName) => env[name]?.trim() || null;
  const problems: Problem[] = [];
  const report = (at: VariableName, message: string, expected: string, found = get(at)): void => {
    problems.push({
      ...{ file: null, line: null, column: null, at, message, expected },
      found: found === null ? null : show(found),
    });
  };
  const named = PORTS.find((name) => get(name) !== null) ?? PORTS[0];
  const text = get(named);
  if (PORTS.every((name) => get(name) !== null) && get(PORTS[0]) !== get(PORTS[1]))
    report(PORTS[1], 'The port for interactions is set twice.', `the one of ${PORTS[0]}, or ${PORTS[0]} alone`);
  const port = text !== null && /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (text !== null && !(port <= 65_535)) report(named, 'This is no port.', 'a number up to 65535, such as 8081');
  const host = (get('DATEWATCH_INTERACTIONS_HOST') ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1');
  if (!/^[\w.:%-]+$/.test(host))
    report(
      'DATEWATCH_INTERACTIONS_HOST',
      'This is no address to listen on.',
      'an address such as 127.0.0.1 or 0.0.0.0',
    );
  else if (text === null && get('DATEWATCH_INTERACTIONS_HOST') !== null)
    report('DATEWATCH_INTERACTIONS_HOST', 'It does nothing without a port.', `${PORTS[0]} beside it, or neither`, null);
  const gateway = get('DATEWATCH_GATEWAY')?.toLowerCase() ?? 'on';
  if (gateway !== 'on' && gateway !== 'off')
    report('DATEWATCH_GATEWAY', 'The gateway is on or off.', 'on, or off beside DATEWATCH_INTERACTIONS_PORT');
  else if (gateway === 'off' && text === null)
    report('DATEWATCH_GATEWAY', 'Without the gateway no command arrives.', `${PORTS[0]} beside it, or on`, 'off');
  const isGood = problems.length === 0 && text !== null;
  return { interactions: isGood ? { host, port } : null, gateway: gateway !== 'off', problems };
}
