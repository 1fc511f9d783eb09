import type { Line, Style, Text } from '../../output/line.ts';
import { padded, widthOf } from '../../output/width.ts';
import type { Check } from './check.ts';

const SHOWN: Readonly<Record<Check['state'], { readonly word: string; readonly style: Style }>> = {
  ok: { word: 'ok', style: 'green' },
  warning: { word: 'warning', style: 'yellow' },
  failed: { word: 'failed', style: 'red' },
  not_asked: { word: 'not asked', style: 'dim' },
};

const WORD_WIDTH = Math.max(...Object.values(SHOWN).map(({ word }) => word.length));
const GAP = '  ';

/** A line for each check, and below it what to do. */
export function checkLines(checks: readonly Check[]): Line[] {
  const width = Math.max(0, ...checks.map(({ name }) => widthOf(name)));
  const indent = ' '.repeat(WORD_WIDTH + GAP.length + width + GAP.length);
  return [
    ...checks.flatMap(({ name, state, detail, next }): Line[] => {
      const { word, style } = SHOWN[state];
      const mark: Text = { text: padded(word, WORD_WIDTH), style };
      const line: Line = [mark, `${GAP}${padded(name, width)}${GAP}`, detail];
      return next === undefined ? [line] : [line, `${indent}${next}`];
    }),
    '',
    summary(checks),
  ];
}

function summary(checks: readonly Check[]): Line {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  const [failures, warnings] = [count('failed'), count('warning')];
  if (failures > 0) return { text: `${failures} failed, ${warnings} to look at.`, style: 'red' };
  return warnings > 0 ? { text: `Nothing failed, ${warnings} to look at.`, style: 'yellow' } : 'Nothing failed.';
}
