import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { oneLine, UserError } from '../user-error.ts';

/** Owner only: these files hold key material and secrets. */
export const OWNER_ONLY = 0o600;

/** Writes another file and renames it, so that a crash leaves the old content or the new, never a part. */
export function writePrivateText(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode: OWNER_ONLY });
  renameSync(draft, file);
}

export function writePrivateJson(file: string, content: unknown): void {
  writePrivateText(file, `${JSON.stringify(content, null, 2)}\n`);
}

/**
 * The content of a private file; `undefined` if there is none.
 *
 * @throws UserError in one line, which quotes nothing of the file, when it holds something else than `schema` says
 */
export function readPrivateJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UserError(`${file} is damaged: ${damageOf(error)}. Restore it, or delete it to begin without it.`);
  }
}

/** The error of a JSON parser quotes the text that it read, which may be a secret. */
function damageOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is not JSON';
  if (!(error instanceof z.ZodError)) return oneLine(error);
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  return `${path === '' ? 'its content' : `"${path}"`} is missing or of another kind`;
}

/** The content of a private file, made and kept on the first call. */
export function keepPrivateJson<T>(file: string, schema: z.ZodType<T>, make: () => T): T {
  const kept = readPrivateJson(file, schema);
  if (kept !== undefined) return kept;
  const made = make();
  writePrivateJson(file, made);
  return made;
}
