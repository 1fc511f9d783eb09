import type { Prompts } from '../module/command/prompts.ts';
import type { Answer } from '../output/answer.ts';
import type { Progress } from '../output/progress.ts';

/** Input and output of the command. */
export type Io = {
  /** One line on standard output. */
  readonly print: (line: string) => void;
  /** One line on standard error. */
  readonly printError: (line: string) => void;
  readonly environment: NodeJS.ProcessEnv;
  /** Standard output, where that is a terminal. */
  readonly terminal?: Terminal | undefined;
  /** Shows a text in place of the one before it, on standard error, where that is a terminal. */
  readonly overwrite?: ((text: string) => void) | undefined;
  /** Undefined when nobody is at a terminal, as in a script. */
  readonly prompts?: (() => Promise<Prompts>) | undefined;
  /** Sets what is done when somebody presses Ctrl-C: it cleans up, says so, and returns the exit code. */
  readonly onInterrupt?: ((end: () => number) => void) | undefined;
  /** For times; that of the computer unless given. */
  readonly timeZone?: string | undefined;
};

export type Terminal = { readonly columns: number; readonly colours: boolean };

/** What every command has an option for. */
export type OutputOptions = { readonly json?: boolean | undefined };

/** What commands have of the program that they are in. */
export type Shell = {
  readonly io: Io;
  /** Prints an answer, and sets the exit code. */
  show(options: OutputOptions, answer: Answer): void;
  readonly progress: Progress;
  /** Says of work that goes on without this process how to look at it again, should Ctrl-C end the wait. */
  goesOn(line: string): void;
  /** Sets the exit code of a command that prints by itself. */
  exit(code: number): void;
};
