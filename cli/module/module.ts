import { terminalPrompts } from './command/prompts.ts';
import { run } from './run.ts';

const atTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;

// Whoever reads the output may have seen enough, as `head` has.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!('code' in error && error.code === 'EPIPE')) throw error;
    process.exit();
  });
}

process.exitCode = await run(process.argv.slice(2), {
  print: (line) => void process.stdout.write(`${line}\n`),
  printError: (line) => void process.stderr.write(`${line}\n`),
  ...(atTerminal ? { prompts: terminalPrompts() } : {}),
});
