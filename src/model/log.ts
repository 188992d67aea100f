/** The log that the program writes to; a pino logger fits. Fields never hold tokens, message texts or bodies. */
export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error', (fields: object, text: string) => void>>;
