import { terminalPrompts } from './command/prompts.ts';
import { run } from './run.ts';

const atTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;

process.exitCode = await run(process.argv.slice(2), {
  print: (line) => void process.stdout.write(`${line}\n`),
  printError: (line) => void process.stderr.write(`${line}\n`),
  ...(atTerminal ? { prompts: terminalPrompts() } : {}),
});
