import { describeRefusal, RequestBarred, RequestBroken, RequestRefused } from '../rest/request-errors.ts';

/** Why there is no connection. */
type ConnectProblem = 'token' | 'network' | 'refused' | 'gateway' | 'timeout';

/** One sentence for the person who runs the bot; never a token, an address with one, or a library's text. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  readonly problem: ConnectProblem;
  constructor(problem: ConnectProblem, sentence: string) {
    super(sentence);
    this.problem = problem;
  }
}

const BAD_TOKEN =
  'Discord does not accept the token: check DISCORD_TOKEN or DISCORD_TOKEN_FILE, or make a new token under "Bot" at https://discord.com/developers/applications.';

const BAD_TOKEN_CODE = 4004;
/** Close codes besides that one after which Discord wants no new connection: https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const CLOSES: ReadonlyMap<number, string> = new Map([
  [4010, 'an invalid shard'],
  [4011, 'too many servers for one connection'],
  [4012, 'an outdated gateway version'],
  [4013, 'invalid intents'],
  [4014, 'intents that the application may not use'],
]);

/** The token is not one at all, or Discord says that it is wrong. */
export function badToken(): ConnectError {
  return new ConnectError('token', BAD_TOKEN);
}

/** Whether the gateway, having closed with this code, takes no new connection. */
export function isForGood(code: number): boolean {
  return code === BAD_TOKEN_CODE || CLOSES.has(code);
}

/** The error for a gateway that closed for good. */
export function closedForGood(code: number): ConnectError {
  if (code === BAD_TOKEN_CODE) return badToken();
  return new ConnectError(
    'gateway',
    `Discord closed the gateway for good, because of ${CLOSES.get(code) ?? 'an unknown reason'} (${code}).`,
  );
}

/** Node’s names for a certificate whose issuer it does not know: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNKNOWN_ISSUER: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** Explains a failed REST request in one sentence. `host` is where it went. */
export function requestProblem(error: unknown, host: string): ConnectError {
  if (error instanceof ConnectError) return error;
  if (error instanceof RequestRefused) {
    const { status, byDiscord, retryAfterMs } = error.refusal;
    if (status === 401) return badToken();
    if (status === 429) {
      const wait = waitText(Math.max(retryAfterMs ?? 0, byDiscord ? 1_000 : 600_000));
      return new ConnectError('refused', `Discord asks this address to wait before it connects; try again in ${wait}.`);
    }
    if (status >= 500)
      return new ConnectError(
        'network',
        `Discord cannot answer at present (${status} from ${host}); try again in a minute.`,
      );
    if (byDiscord) return new ConnectError('refused', `Discord refused a request: ${describeRefusal(error.refusal)}.`);
    return new ConnectError('refused', `${host} answered ${status} where Discord was expected; check DISCORD_API_URL.`);
  }
  if (error instanceof RequestBroken) {
    if (UNKNOWN_ISSUER.has(error.reason))
      return new ConnectError(
        'network',
        `The certificate of ${host} is signed by nobody this machine knows (${error.reason}); name the file of your own authority in NODE_EXTRA_CA_CERTS, or check DISCORD_API_URL and the proxy.`,
      );
    return new ConnectError(
      'network',
      `Cannot reach Discord at ${host} (${error.reason}); check the network, a proxy and DISCORD_API_URL.`,
    );
  }
  if (error instanceof RequestBarred) return new ConnectError('refused', error.message);
  return new ConnectError(
    'gateway',
    `The connection to Discord failed for an unexpected reason (${error instanceof Error ? error.name : typeof error}).`,
  );
}

/** `45 s`, `12 min`, `5 h`, rounded up. */
export function waitText(ms: number): string {
  if (ms <= 90_000) return `${Math.ceil(ms / 1000)} s`;
  return ms <= 5_400_000 ? `${Math.ceil(ms / 60_000)} min` : `${Math.ceil(ms / 3_600_000)} h`;
}
