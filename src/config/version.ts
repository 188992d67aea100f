/** The program's version; package.json has the same. */
export const VERSION = '0.1.0';
