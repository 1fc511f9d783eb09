import { confirm, input, select } from '@inquirer/prompts';

type TextPrompt = {
  readonly message: string;
  readonly suggestion?: string;
  /** Why an answer is refused; undefined when it is fine. */
  readonly problem: (answer: string) => string | undefined;
};

/** Prompts to a person at a terminal. */
export type Prompts = {
  text(prompt: TextPrompt): Promise<string>;
  choice(message: string, choices: readonly { readonly name: string; readonly value: string }[]): Promise<string>;
  /** Whether it is agreed to; not, unless it is said. */
  confirm(message: string): Promise<boolean>;
};

/** Where prompts appear; the process's own terminal by default. */
export type Terminal = { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };

export function terminalPrompts(terminal?: Terminal): Prompts {
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
    confirm: (message) => confirm({ message, default: false }, terminal),
  };
}
