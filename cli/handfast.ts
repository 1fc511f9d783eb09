#!/usr/bin/env node
import { run } from './program/run.ts';
import { terminalOf } from './program/terminal.ts';

const { stdin, stdout, stderr } = process;

// Whoever reads the output may have seen enough, as `head` has.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error) => {
    if (!('code' in error && error.code === 'EPIPE')) throw error;
    process.exit();
  });
}

function overwrite(text: string): void {
  stderr.cursorTo(0);
  stderr.clearLine(0);
  stderr.write(text.slice(0, Math.max(0, stderr.columns - 1)));
}

/** Prompts hide the cursor while they wait. */
const SHOW_CURSOR = '\u001b[?25h';

process.exitCode = await run(process.argv.slice(2), {
  print: (line) => void stdout.write(`${line}\n`),
  printError: (line) => void stderr.write(`${line}\n`),
  environment: process.env,
  terminal: terminalOf(stdout, process.env),
  ...(stderr.isTTY && { overwrite }),
  onInterrupt: (end) =>
    void process.once('SIGINT', () => {
      if (stderr.isTTY) stderr.write(SHOW_CURSOR);
      process.exit(end());
    }),
  ...(stdin.isTTY &&
    stdout.isTTY && { prompts: async () => (await import('./module/command/prompts.ts')).terminalPrompts() }),
});
