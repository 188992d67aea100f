import type { Problem } from '../model/problem.ts';
import type { Show } from './hide-secrets.ts';

type ApiUrl =
  | { readonly url: string | null; readonly isLocal: boolean; readonly note?: string }
  | { readonly problem: Problem };

const EXPECTED = 'an address such as http://127.0.0.1:4000/api';

/**
 * Reads `DISCORD_API_URL`: http or https, without version, query or password; a slash at its end is dropped. `isLocal`
 * is true for loopback only, where nobody but this machine listens (RFC 6890, 127.0.0.0/8 and ::1).
 */
export function readApiUrl(text: string | null, show: Show): ApiUrl {
  if (text === null) return { url: null, isLocal: false };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return refuse('This is no address of a web server.', show(text));
  // The text is not repeated where it may hold a password.
  if (url.username !== '' || url.password !== '') return refuse('The address holds a user name or a password.', null);
  if (url.search !== '' || url.hash !== '') return refuse('The address has a query or a fragment.', null);
  if (/\/v\d+\/?$/.test(url.pathname))
    return refuse('The version at the end is added when the address is used.', show(text));
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  const clear = url.protocol === 'http:' && !isLocal;
  return {
    url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    isLocal,
    ...(clear
      ? { note: 'DISCORD_API_URL is http and not on this machine: the token crosses the network unencrypted.' }
      : {}),
  };
}

function refuse(message: string, shown: string | null): ApiUrl {
  const found = shown?.includes('@') ? null : shown;
  return {
    problem: { file: null, line: null, column: null, at: 'DISCORD_API_URL', message, found, expected: EXPECTED },
  };
}
