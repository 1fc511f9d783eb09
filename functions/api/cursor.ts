import { createHash } from 'node:crypto';
import type * as z from 'zod/mini';
import { Refusal } from '../domain/refusals/refusal.ts';

/**
 * Where a list goes on, for the same question only. Not secret and not signed: it holds a place within what the
 * question may see anyhow, and whoever changes it gets another place.
 */
export function writeCursor(question: unknown, place: unknown): string {
  return Buffer.from(JSON.stringify([digest(question), place])).toString('base64url');
}

/** @throws Refusal `cursor_invalid` */
export function readCursor<T>(text: string, question: unknown, shape: z.ZodMiniType<T>): T {
  const [of, place] = parsed(text);
  const read = shape.safeParse(place);
  if (of !== digest(question) || !read.success) throw new Refusal('cursor_invalid');
  return read.data;
}

function parsed(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function digest(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);
}
