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
  const needed = scopes.length === 0 ? [] : [`The client of the API needs ${scopesText(scopes)}.`];
  const paragraphs = [
    ...notes.map(unbroken),
    ...needed,
    `Exit codes: 0 ${exits.done}; 1 ${exits.failed}; 2 ${MISUSED}; 130 interrupted with Ctrl-C.`,
  ];
  return command.addHelpText('after', () => {
    const width = command.configureOutput().getOutHelpWidth?.();
    const wrapped = (text: string) => (width === undefined ? text : command.createHelp().boxWrap(text, width));
    const shown = ['Examples:', ...examples.map((example) => `  $ npx handfast ${example}`)].join('\n');
    return `\n${[shown, ...paragraphs.map(wrapped)].join('\n\n')}`;
  });
}

function scopesText(scopes: readonly string[]): string {
  return `the scope${scopes.length === 1 ? '' : 's'} ${scopes.join(', ')}`;
}

/** It is broken into lines where it is shown. */
function unbroken(paragraph: string): string {
  return paragraph.replaceAll('\n', ' ');
}
