import { input, select } from '@inquirer/prompts';

type Asked = {
  readonly message: string;
  readonly suggestion?: string;
  /** Why an answer is refused; undefined when it is fine. */
  readonly problem: (answer: string) => string | undefined;
};

/** What can be asked of somebody at a terminal. */
export type Questions = {
  text(asked: Asked): Promise<string>;
  choice(message: string, choices: readonly { readonly name: string; readonly value: string }[]): Promise<string>;
};

/** Where questions appear; the process's own terminal by default. */
export type Terminal = { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };

export function terminalQuestions(terminal?: Terminal): Questions {
  return {
    text: ({ message, suggestion, problem }) =>
      input(
        {
          message,
          ...(suggestion === undefined ? {} : { default: suggestion }),
          validate: (answer) => problem(answer.trim()) ?? true,
          transformer: (answer) => answer,
        },
        terminal,
      ).then((answer) => answer.trim()),
    choice: (message, choices) => select({ message, choices }, terminal),
  };
}

/** True for what the prompts throw when somebody presses Ctrl-C. */
export function isInterruption(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'ExitPromptError';
}
