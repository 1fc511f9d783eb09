import type { Line } from '../../../output/line.ts';
import type { Difference } from './differences.ts';

/** One line for each value: `+` it is new, `-` it goes, `~` it becomes another one. */
export function differenceLines(differences: readonly Difference[]): Line[] {
  return differences.map(({ path, before, after }): Line => {
    if (before === undefined) return [{ text: '+ ', style: 'green' }, `${path}: ${shown(after)}`];
    if (after === undefined) return [{ text: '- ', style: 'red' }, `${path}: ${shown(before)}`];
    return [{ text: '~ ', style: 'yellow' }, `${path}: ${shown(before)} → ${shown(after)}`];
  });
}

function shown(value: unknown): string {
  const { fromEnvironment } = Object(value);
  return typeof fromEnvironment === 'string' ? `the secret in ${fromEnvironment}` : JSON.stringify(value);
}
