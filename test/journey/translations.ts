import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Published translations are other people's work: they are read where they lie beside the project, and nowhere kept. */
const file = fileURLToPath(new URL('../../../shared/magento/translations.json', import.meta.url));

const shape = z.object({ messages: z.record(z.string(), z.record(z.string(), z.array(z.string()))) });

/** Magento's English texts, and what a language pack makes of them; undefined where there are no translations. */
export function publishedTexts(language: string): ReadonlyMap<string, string> | undefined {
  if (!existsSync(file)) return undefined;
  const { messages } = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Map(
    Object.entries(messages).flatMap(([english, texts]): [string, string][] => {
      const [text] = texts[language] ?? [];
      return text === undefined ? [] : [[english, text]];
    }),
  );
}
