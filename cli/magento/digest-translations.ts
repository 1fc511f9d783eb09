import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { englishProblem, textDigest } from '../../functions/adapters/magento/replies/known-problems.ts';

/*
 * Writes `translated-problems.ts` from published translations of Magento: which text means what, as digests.
 *
 *     npm run translations -- <translations.json>
 */

const TARGET = new URL('../../functions/adapters/magento/replies/translated-problems.ts', import.meta.url);
const HEAD = `import type { Problem } from './problem.ts';

/** Digests of Magento's published translations. Made by cli/magento/digest-translations.ts. */
export const TRANSLATED: Readonly<Record<string, Problem>> = {
`;
const translations = z.object({ messages: z.record(z.string(), z.record(z.string(), z.array(z.string()))) });

const [, , path = ''] = process.argv;
const { messages } = translations.parse(JSON.parse(readFileSync(path, 'utf8')));
const found = new Map<string, string>();
for (const [english, languages] of Object.entries(messages)) {
  const problem = englishProblem(english);
  if (problem === undefined) continue;
  for (const text of Object.values(languages).flat()) {
    const digest = textDigest(text);
    if ((found.get(digest) ?? problem) !== problem) throw new Error(`one text means two things: ${text}`);
    found.set(digest, problem);
  }
}
const lines = [...found]
  .sort()
  .map(([digest, problem]) => `  ${/^[1-9]\d*$|^[a-z]\w*$/.test(digest) ? digest : `'${digest}'`}: '${problem}',\n`);
writeFileSync(TARGET, `${HEAD}${lines.join('')}};\n`);
