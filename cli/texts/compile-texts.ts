import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';
import { buildSync } from 'esbuild';
import { TEXTS as CONSOLE } from '../../functions/console/texts/all-texts.ts';
import { TEXTS as POPUP } from '../../functions/popup/texts/all-pages.ts';

/*
 * `npm run texts` compiles the messages of the pages from ICU MessageFormat into plain functions, so that no function
 * carries a parser. `npm run texts -- --check` only checks whether that was forgotten.
 */

const fileOf = (feature: string) =>
  fileURLToPath(new URL(`../../functions/${feature}/texts/compiled.ts`, import.meta.url));

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What is compiled, and where to. */
export const SOURCES: readonly { readonly texts: Texts; readonly file: string }[] = [
  { texts: POPUP, file: fileOf('popup') },
  { texts: CONSOLE, file: fileOf('console') },
];

const HEAD = `// Compiled from the texts beside it by \`npm run texts\`. Do not edit.
// @ts-nocheck
// biome-ignore-all lint: compiled
// biome-ignore-all format: compiled
// biome-ignore-all assist: compiled
`;

/** A day as people of the language write it. Times are UTC: the merchant's zone is not known. */
function day(value: string | number | Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(value));
}

/** @throws Error at a message that is no ICU MessageFormat, with the place */
export function compileTexts(texts: Texts): string {
  const format = new MessageFormat(Object.keys(texts), { customFormatters: { day: { formatter: day } } });
  const built = buildSync({
    stdin: { contents: compileModule(format, texts), resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node24',
    charset: 'utf8',
    legalComments: 'none',
    // Comments name files; through a linked node_modules they would name paths of one machine.
    preserveSymlinks: true,
    logLevel: 'error',
  });
  const [file] = built.outputFiles;
  if (file === undefined) throw new Error('esbuild made nothing of the texts');
  return HEAD + file.text;
}

if (import.meta.main) {
  const isCheck = process.argv.includes('--check');
  for (const { texts, file } of SOURCES) {
    const compiled = compileTexts(texts);
    if (!isCheck) writeFileSync(file, compiled);
    else if (readFileSync(file, 'utf8') !== compiled) {
      console.error('The compiled texts are stale. Run: npm run texts');
      process.exitCode = 1;
    }
  }
}
