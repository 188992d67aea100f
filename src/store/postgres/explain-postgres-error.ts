import { StoreError, type StoreTrouble } from '../store-error.ts';

/** Conditions by their codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const TROUBLES: Readonly<Record<string, StoreTrouble>> = {
  '25006': 'read-only', // read_only_sql_transaction
  '28000': 'refused', // invalid_authorization_specification
  '28P01': 'refused', // invalid_password
  '3D000': 'refused', // invalid_catalog_name
  '42501': 'refused', // insufficient_privilege
  '53100': 'full', // disk_full
  '58030': 'disk', // io_error
  '55P03': 'locked', // lock_not_available
  '57014': 'locked', // query_canceled, by the server's own time limit
  '53300': 'unreachable', // too_many_connections
  '55000': 'unreachable', // object_not_in_prerequisite_state: the database takes no connections at present
  '25P03': 'unreachable', // idle_in_transaction_session_timeout
  '57P01': 'unreachable', // admin_shutdown
  '57P02': 'unreachable', // crash_shutdown
  '57P03': 'unreachable', // cannot_connect_now
  '57P05': 'unreachable', // idle_session_timeout
  XX001: 'corrupt', // data_corrupted
  XX002: 'corrupt', // index_corrupted
};

/** Node's words for a connection that cannot be made or that broke, and the driver's own words for the same. */
const UNREACHABLE =
  /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|ENOENT)$/;
const LOST =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after|Called end on pool)/;
const TLS =
  /^(?:ERR_(?:TLS|SSL)_\w+|\w*CERT\w*|UNABLE_TO_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|EPROTO)$/;

/** Ends of a transaction that others caused: it is to be done again. */
const CLASHES: ReadonlySet<string | null> = new Set(['40001', '40P01']);

/** Turns anything that was thrown while the database at `address` was used into a `StoreError`, once. */
export function explainPostgresError(error: unknown, address: string): StoreError {
  if (error instanceof StoreError) return error;
  const trouble = judgeTrouble(error);
  return new StoreError(trouble, describeTrouble(trouble, address, error), error);
}

/** The error of whatever is asked of a state that is closed. */
export function closedError(address: string): StoreError {
  return new StoreError('closed', describeTrouble('closed', address, null));
}

/** Whether the connection that the error came from is of no more use. */
export function endsConnection(error: StoreError): boolean {
  return error.trouble === 'unreachable';
}

/** Whether the database ended the transaction because of others. */
export function isClash(error: unknown): boolean {
  return error instanceof StoreError && CLASHES.has(codeOf(error.cause));
}

function judgeTrouble(error: unknown): StoreTrouble {
  const code = codeOf(error) ?? '';
  const known = TROUBLES[code];
  if (known !== undefined) return known;
  // Class 08: connection exceptions.
  if (/^08...$/.test(code) || UNREACHABLE.test(code) || LOST.test(messageOf(error))) return 'unreachable';
  return isRefusal(error) ? 'refused' : 'failed';
}

/** Refusals of the driver itself: a TLS that the server does not speak, a certificate, a missing password. */
function isRefusal(error: unknown): boolean {
  return TLS.test(codeOf(error) ?? '') || /SSL|TLS|SASL|SCRAM|certificate/i.test(messageOf(error));
}

function describeTrouble(trouble: StoreTrouble, address: string, error: unknown): string {
  const says = messageOf(error);
  switch (trouble) {
    case 'unreachable':
      return `The database ${address} cannot be reached (${says}). Start it, or correct host and port in DATABASE_URL; Datewatch goes on trying while it runs, and nothing saved before is lost.`;
    case 'refused':
      return `The database ${address} refuses the connection or the work (${says}). ${whatToCorrect(error)}`;
    case 'read-only':
      return `The database ${address} only reads: it is a standby, or set to read only. Point DATABASE_URL at the server that writes.`;
    case 'full':
      return `The disk of the database ${address} is full: the last change was not saved. Free some space there; nothing saved before is lost.`;
    case 'disk':
      return `The disk of the database ${address} does not read or write as it should (${says}). Nothing saved before is lost, unless the disk has failed.`;
    case 'corrupt':
      return `The database ${address} is damaged (${says}). Restore it from a backup.`;
    case 'locked':
      return `The database ${address} took too long because others hold locks. Find them in pg_stat_activity and try again.`;
    case 'closed':
      return `The database ${address} is closed: the program is stopping.`;
    default:
      return `The database ${address} reports an error: ${says}.`;
  }
}

function whatToCorrect(error: unknown): string {
  const code = codeOf(error);
  if (code === '3D000') return 'Create it (`createdb`), or correct the name in DATABASE_URL.';
  if (code === '42501') return 'Make the user its owner, or grant it what it needs.';
  const words = messageOf(error);
  if (/no encryption|does not support SSL/i.test(words) || /no pg_hba\.conf entry/i.test(words)) {
    return 'Correct `sslmode` in DATABASE_URL (`verify-full`, or `disable` on a network that is yours alone), or pg_hba.conf.';
  }
  if (TLS.test(code ?? '') || /certificate/i.test(words)) {
    return "Give the authority's certificate with NODE_EXTRA_CA_CERTS or `sslrootcert` in DATABASE_URL.";
  }
  return 'Correct user and password in DATABASE_URL.';
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Its own words on one line; where several addresses were tried, those of the first. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return messageOf(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
}
