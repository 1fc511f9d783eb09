/** Exit code when all went well, or a check found nothing wrong. */
export const EXIT_DONE = 0;
/** It was refused or failed, or a check found something wrong. */
export const EXIT_FAILED = 1;
/** The command line, or a file that it names, cannot be used. */
export const EXIT_MISUSED = 2;

/** A failure that a person can act on. Each problem is one line that says what to do next. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly problems: readonly string[];
  readonly exitCode: number;

  constructor(exitCode: typeof EXIT_FAILED | typeof EXIT_MISUSED, problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('\n'), options);
    this.problems = problems;
    this.exitCode = exitCode;
  }
}

/** The system's message for a failed file access, without the path that Node adds. */
export function reasonOf(error: unknown): string {
  return oneLine(error).replace(/^([A-Z]+): ([^,]+),.*$/, '$2 ($1)');
}

/** The message of whatever was thrown, on one line. */
export function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ').trim();
}
