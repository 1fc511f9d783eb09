/** A failure that a person can act on: its one-line message says all, so it is shown without a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The message of whatever was thrown, on one line. */
export function oneLine(error: unknown): string {
  // Closing failed after an earlier error; that one says why.
  if (error instanceof SuppressedError) return oneLine(error.suppressed);
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ').trim();
}
