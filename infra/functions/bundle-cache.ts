import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** A file of a bundle, by its path within. */
export type BundleFile = { readonly path: string; readonly contents: Uint8Array };

/** What a build made, and the paths of all files that it read. */
export type Bundle = { readonly files: readonly BundleFile[]; readonly inputs: readonly string[] };

const Kept = z.object({
  digests: z.record(z.string(), z.string()),
  files: z.array(
    z.object({
      path: z.string(),
      contents: z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
    }),
  ),
});

function digest(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('base64url');
}

/** Digests by path; functions share most of what they read. */
type Digests = Map<string, string>;

function digestOf(path: string, known: Digests): string {
  const found = known.get(path) ?? digestOfFile(path);
  known.set(path, found);
  return found;
}

function digestOfFile(path: string): string {
  try {
    return digest(readFileSync(path));
  } catch {
    return 'none';
  }
}

/** Longer than the clock of any file system is behind. */
const CLOCK_STEP_MS = 2_000;

/** Whether the build may have read what has been replaced since. */
function changedSince(startedAt: number, path: string): boolean {
  const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return mtimeMs > startedAt - CLOCK_STEP_MS;
}

function readKept(file: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Written under another name first: two processes may build the same at once. */
function keep(folder: string, file: string, { files, inputs }: Bundle, known: Digests): void {
  mkdirSync(folder, { recursive: true });
  const kept = {
    digests: Object.fromEntries(inputs.map((path) => [path, digestOf(path, known)])),
    files: files.map(({ path, contents }) => ({ path, contents: Buffer.from(contents).toString('base64') })),
  };
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(kept));
  renameSync(draft, file);
}

/**
 * Keeps bundles in a folder from one run to the next. One is served again only while every file that it was built from
 * is what it was, to the byte.
 *
 * @returns takes how to build, as text that differs whenever the way does, and the build
 */
export function openBundleCache(folder: string): (recipe: string, build: () => Bundle) => readonly BundleFile[] {
  const known: Digests = new Map();
  return (recipe, build) => {
    const file = join(folder, `${digest(recipe)}.json`);
    const kept = readKept(file);
    const fresh = kept && Object.entries(kept.digests).every(([path, was]) => digestOf(path, known) === was);
    if (fresh) return kept.files;
    const startedAt = Date.now();
    const bundle = build();
    if (!bundle.inputs.some((path) => changedSince(startedAt, path))) keep(folder, file, bundle, known);
    return bundle.files;
  };
}
