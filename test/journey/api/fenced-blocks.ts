import { execFile } from 'node:child_process';

/** A fenced block of a page: how it is marked, what it holds, and what the page says comes out of it. */
export type Block = { readonly mark: string; readonly code: string; readonly prints: string | undefined };

const RUN = /^(?:sh|ts)\b/;

/** The programs of a page, in their order. What comes out is the next block that is no program, if there is one. */
export function programsOf(page: string): Block[] {
  const fences = [...page.matchAll(/^```([a-z ]+)\n(.*?)^```$/gms)].map(([, mark = '', code = '']) => ({ mark, code }));
  return fences.flatMap(({ mark, code }, at) => {
    if (!RUN.test(mark)) return [];
    const next = fences[at + 1];
    return [{ mark, code, prints: next && !RUN.test(next.mark) ? next.code : undefined }];
  });
}

/** Whether a text is what the page says: blanks do not count, and `…` stands for anything. */
export function isAsPrinted(expected: string, actual: string): boolean {
  const plain = (text: string) => text.replace(/\s+/g, '');
  const pattern = plain(expected)
    .split('…')
    .map((part) => RegExp.escape(part))
    .join('.*?');
  return new RegExp(`^${pattern}$`, 's').test(plain(actual));
}

export type Ran = { readonly code: number; readonly output: string; readonly errors: string };

type RunOptions = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
};

/** Runs a command to its end. */
export function run(
  command: string,
  words: readonly string[],
  { cwd, env, timeoutMs = 50_000 }: RunOptions,
): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...env }, timeout: timeoutMs };
    execFile(command, words, options, (error, output, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), output, errors });
    });
  });
}

const BETWEEN = '@@@@';

/** One program out of several, which says where each of them begins to print. */
export function joined(blocks: readonly Block[], language: 'sh' | 'ts'): string {
  const mark = language === 'sh' ? `printf '\\n${BETWEEN}\\n'` : `console.log('\\n${BETWEEN}');`;
  return blocks.map(({ code }) => `${mark}\n${code}`).join('\n');
}

/** What each of the joined programs printed. */
export function outputsOf(output: string): string[] {
  return output.split(`\n${BETWEEN}\n`).slice(1);
}
