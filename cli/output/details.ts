import type { Line, Text } from './line.ts';
import { padded, widthOf } from './width.ts';

/** A name, and what belongs to it; undefined: it is left out. */
export type Detail = readonly [name: string, value: Text | undefined];

/** Names and values below each other. */
export function details(all: readonly Detail[], indent = ''): Line[] {
  const given = all.filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...given.map(([name]) => widthOf(name)));
  return given.map(([name, value = '']) => [{ text: `${indent}${padded(name, width)}  `, style: 'dim' }, value]);
}
