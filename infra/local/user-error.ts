/** A failure that a person can act on: its one-line message is the whole story, so it is shown without a stack trace. */
export class UserError extends Error {
  override readonly name = 'PlainFailure';
}

/** The message of whatever was thrown, on one line. */
export function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ').trim();
}
