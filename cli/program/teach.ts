import type { Command } from 'commander';

/** What `--help` shows below the options. */
export type Lesson = {
  /** Without `npx handfast`. */
  readonly examples: readonly string[];
  /** Paragraphs. */
  readonly notes?: readonly string[];
  /** Of the API, which the client must have. */
  readonly scopes?: readonly string[];
  /** What 0 and 1 mean here. */
  readonly exits?: { readonly done: string; readonly failed: string };
};

const EXITS = { done: 'done', failed: 'refused, or not reachable' };
const MISUSED = 'the command line cannot be used, and nothing was sent';

/** Has `--help` of a command teach how it is used. */
export function teach(command: Command, { examples, notes = [], scopes = [], exits = EXITS }: Lesson): Command {
  const plural = scopes.length === 1 ? '' : 's';
  const parts = [
    ['Examples:', ...examples.map((example) => `  $ npx handfast ${example}`)].join('\n'),
    ...notes,
    ...(scopes.length === 0 ? [] : [`The client of the API needs the scope${plural} ${scopes.join(', ')}.`]),
    `Exit codes: 0 ${exits.done}; 1 ${exits.failed}; 2 ${MISUSED}.`,
  ];
  return command.addHelpText('after', `\n${parts.join('\n\n')}`);
}
