import type { Answer } from '../output/answer.ts';
import { jsonText, rendered } from '../output/line.ts';
import { printable } from '../output/printable.ts';
import { screenOf } from '../output/screen.ts';
import type { Io, OutputOptions } from './shell.ts';

/** Prints what a command found: for people, or as JSON. */
export function showAnswer(io: Io, { json }: OutputOptions, answer: Answer): void {
  if (json === true) {
    io.print(jsonText(answer.json));
    return;
  }
  const { columns, colours = false } = io.terminal ?? {};
  for (const line of answer.human(screenOf(columns, io.timeZone))) io.print(rendered(line, colours));
  for (const note of answer.notes ?? []) io.printError(printable(note));
}
