import { pino } from 'pino';
import type { Config } from '../../config/config.ts';
import type { Log } from '../../model/log.ts';

/**
 * Opens the program's log: JSON lines, without anything secret. Field names that could hold a secret are masked; the
 * token masks itself wherever it is written.
 * https://github.com/pinojs/pino/blob/main/docs/redaction.md
 */
export function openLog(level: Config['logLevel'], fd: 1 | 2): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['token', '*.token', 'authorization', '*.authorization', 'headers'], censor: '[secret]' },
    },
    pino.destination({ dest: fd, sync: true }),
  );
}
