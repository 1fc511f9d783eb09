/** True for what the prompts throw when somebody presses Ctrl-C. */
export function isInterruption(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}
