/** Errors whose message is meant for the person at the terminal. By name, so that telling them apart loads nothing. */
const FOR_PEOPLE = ['StartError', 'StoreError', 'ConnectError'];

/** One clear text for whatever ended a command. Failures of our own say so, without a stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof Error && FOR_PEOPLE.includes(error.name)) return error.message;
  const says = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `Datewatch ended because of a fault in the program itself (${says}). Please report it.`;
}
