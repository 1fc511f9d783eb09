import * as z from 'zod/mini';
import { parseJson } from '../../../domain/parse-json.ts';
import type { Values } from './section.ts';

/** A form as somebody sent it. */
export type Sent = {
  /** What it showed before they changed it. Where that was tampered with: nothing. */
  readonly read: Values;
  readonly entered: Values;
  readonly secrets: Values;
};

const readShape = z.record(z.string(), z.string());

/** @param shown what the form would show now: its fields, and those that it showed then, are read */
export function sentIn(form: URLSearchParams, shown: Values, secretNames: readonly string[]): Sent {
  const read = readShape.safeParse(parseJson(form.get('read') ?? '')).data ?? {};
  const names = [...new Set([...Object.keys(shown), ...Object.keys(read)])];
  // Blanks at the ends come from copying; browsers send lines with CR LF.
  const text = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n').trim();
  const textsOf = (all: readonly string[]): Values => Object.fromEntries(all.map((name) => [name, text(name)]));
  return { read, entered: textsOf(names), secrets: textsOf(secretNames) };
}

/** Names of the fields in which two differ; one that is not there holds nothing. */
export function differing(one: Values, other: Values): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => (one[name] ?? '') !== (other[name] ?? ''));
}

/** A number as it was entered; undefined for anything else. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Lines that hold something. */
export function linesOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
