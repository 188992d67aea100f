import { isatty } from 'node:tty';
import { pino } from 'pino';
import type { Config } from '../../config/config.ts';
import { decodeJsonOr, isObject } from '../../model/decode-json.ts';
import type { Log } from '../../model/log.ts';
import { maskSecrets } from '../../model/mask-secrets.ts';

/**
 * Opens the program's log, without anything secret: JSON lines, or on a terminal lines for people. Field names that could
 * hold a secret are masked; the secrets mask themselves wherever they are written.
 * https://github.com/pinojs/pino/blob/main/docs/redaction.md
 */
export function openLog(
  level: Config['logLevel'],
  fd: 1 | 2,
  secrets: readonly string[] = [],
  format: Config['logFormat'] = 'json',
): Log {
  const out = pino.destination({ dest: fd, sync: true });
  const asText = (format ?? (isatty(fd) ? 'text' : 'json')) === 'text';
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['token', '*.token', 'authorization', '*.authorization', 'headers'], censor: '[secret]' },
    },
    { write: (line) => void out.write(maskSecrets(asText ? textLine(line) : line, secrets)) },
  );
}

/**
 * A line of the log for people: `15:04:05 WARN  A sentence. (channel=12, why=…)`, by UTC. What is no object of JSON stays
 * as it is.
 */
export function textLine(line: string): string {
  const entry = decodeJsonOr<Readonly<Record<string, unknown>> | null>(line, isObject, null);
  if (entry === null) return line;
  const { level, time, msg, ...fields } = entry;
  const clock = String(time).slice(11, 19);
  const more = Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`);
  const said = typeof msg === 'string' ? msg.replaceAll('\n', '\n  ') : '';
  return `${clock} ${String(level).toUpperCase().padEnd(5)} ${said}${more.length === 0 ? '' : ` (${more.join(', ')})`}\n`;
}

function shown(value: unknown): string {
  if (isObject(value) && typeof value['message'] === 'string') return value['message'];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
