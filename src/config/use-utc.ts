/**
 * Makes UTC the zone of this process, whatever the machine's is; to be called before anything asks for a date. Zones that
 * matter are always named, and node-cron is silent where the process's own zone has a change of clocks, in spite of its
 * `timezone` option. https://nodejs.org/api/cli.html#tz
 */
export function useUtc(): void {
  process.env['TZ'] = 'UTC';
}
