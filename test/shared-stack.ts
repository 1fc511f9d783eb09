import { createHash, randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Synthesise, synthesise } from '../infra/local/template/synthesise.ts';

/*
 * Most tests of local mode start the same stack, at other addresses: it is synthesised once in a run.
 */

const OWN_URL = /http:\/\/127\.0\.0\.1:\d+/g;

/** What stands for the addresses of an instance where they are not known yet: no instance listens there. */
const placeholder = (at: number) => `http://127.0.0.1:${at + 1}`;

/** Makes a stack as {@link synthesise} does, from the one that this run has made with these settings at other addresses. */
export const synthesiseOnce: Synthesise = async (folder, cache, settings, signal) => {
  const stacks = process.env['HANDFAST_TEST_STACKS'];
  if (!stacks) return synthesise(folder, cache, settings, signal);
  const text = JSON.stringify(settings);
  const urls = [...new Set(text.match(OWN_URL))];
  const general = text.replaceAll(OWN_URL, (url) => placeholder(urls.indexOf(url)));
  const kept = join(stacks, createHash('sha256').update(general).digest('hex'));
  if (!isThere(kept)) await keep(kept, (draft) => synthesise(draft, cache, JSON.parse(general), signal));
  copyAt(urls, kept, folder);
};

const isThere = (folder: string) => statSync(folder, { throwIfNoEntry: false }) !== undefined;

/** Made under another name first: two processes may make the same at once. */
async function keep(kept: string, make: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${kept}.${randomUUID()}`;
  await make(draft);
  try {
    renameSync(draft, kept);
  } catch (error) {
    if (!isThere(kept)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Folders, which hold code, are only linked: what is compiled of it is found by where it lies. */
function copyAt(urls: readonly string[], kept: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(kept, { withFileTypes: true })) {
    const [from, to] = [join(kept, entry.name), join(folder, entry.name)];
    if (entry.isDirectory()) symlinkSync(from, to);
    else
      writeFileSync(
        to,
        readFileSync(from, 'utf8').replaceAll(OWN_URL, (url) => urls[indexOf(url)] ?? url),
      );
  }
}

const indexOf = (url: string) => Number(new URL(url).port) - 1;
