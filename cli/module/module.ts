import { terminalQuestions } from './command/questions.ts';
import { run } from './run.ts';

const atTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;

process.exitCode = await run(process.argv.slice(2), {
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  ...(atTerminal ? { questions: terminalQuestions() } : {}),
});
