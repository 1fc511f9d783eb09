import { createHash } from 'node:crypto';
import type * as z from 'zod/mini';
import { parseJson } from '../../domain/parse-json.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';

/**
 * Where a list continues, for the same question only. Not secret and not signed: it holds a position within what the
 * question may see anyhow, and whoever changes it gets another position.
 */
export function writeCursor(question: unknown, position: unknown): string {
  return Buffer.from(JSON.stringify([digest(question), position])).toString('base64url');
}

/** @throws Refusal `cursor_invalid` */
export function readCursor<T>(text: string, question: unknown, shape: z.ZodMiniType<T>): T {
  const [of, position] = parsed(text);
  const read = shape.safeParse(position);
  if (of !== digest(question) || !read.success) throw new Refusal('cursor_invalid');
  return read.data;
}

function parsed(text: string): readonly unknown[] {
  const value = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  return Array.isArray(value) ? value : [];
}

function digest(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
}
