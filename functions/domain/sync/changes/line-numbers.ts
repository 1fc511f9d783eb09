import type { Change } from './change.ts';

type Numbered = Pick<Change, 'line'>;

/** The numbers of a body's lines as ranges, such as `1-3 7`; undefined for 1 to n, as where no line is blank. */
export function lineNumbersOf(changes: readonly Numbered[]): string | undefined {
  const ranges: [number, number][] = [];
  for (const { line } of changes) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === line) last[1] = line;
    else ranges.push([line, line]);
  }
  if (ranges.length <= 1 && (changes[0]?.line ?? 1) === 1) return undefined;
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ');
}

/** The lines of a batch whose changes can no longer be read. */
export function numberedLines({ lines, lineNumbers }: { lines: number; lineNumbers?: string | undefined }): Numbered[] {
  return (lineNumbers ?? `1-${lines}`).split(' ').flatMap((range) => {
    const [from = 1, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => ({ line: from + index }));
  });
}
