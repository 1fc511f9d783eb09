import type { EXIT_DONE, EXIT_FAILED } from './cli-error.ts';
import type { Line } from './line.ts';
import type { Screen } from './screen.ts';

/** What a command found or did. */
export type Answer = {
  /** For `--json`: as the API has it, times in UTC. */
  readonly json: unknown;
  /** For people. */
  readonly human: (screen: Screen) => readonly Line[];
  /** What is worth knowing beside it, such as that there is more; on standard error, not with `--json`. */
  readonly notes?: readonly string[];
  readonly exitCode?: typeof EXIT_DONE | typeof EXIT_FAILED;
};
