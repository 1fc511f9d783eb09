/** A failure that a person can act on: its one-line message is the whole story, so it is shown without a stack trace. */
export class UserError extends Error {
  override readonly name = 'PlainFailure';
}

/** The message of whatever was thrown, on one line. */
export const oneLine = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).replaceAll(/\s*\n\s*/g, ' ').trim();
