import { printable } from './printable.ts';

/** How far long work is, on standard error. */
export type Progress = {
  /** `stage` is a line of its own where no terminal can be written over; `detail` is shown on a terminal only. */
  show(stage: string, detail?: string): void;
  /** For what takes seconds: on a terminal only. */
  brief(stage: string): void;
  /** Leaves nothing of it on the terminal. */
  end(): void;
};

type Target = {
  readonly printError: (line: string) => void;
  /** Shows a text in place of the one before; an empty one clears it. Undefined: there is no terminal. */
  readonly overwrite?: ((text: string) => void) | undefined;
};

/** What is shown may come from anywhere, and a terminal would do what it says. */
export function progressOn({ printError, overwrite }: Target): Progress {
  let last = '';
  return {
    show(stage, detail) {
      if (overwrite !== undefined) overwrite(printable(detail === undefined ? stage : `${stage}  ${detail}`));
      else if (stage !== last) printError(printable(stage));
      last = stage;
    },
    brief: (stage) => overwrite?.(printable(stage)),
    end: () => overwrite?.(''),
  };
}
