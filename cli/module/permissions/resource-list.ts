import { RESOURCE_WORDS } from './resource-words.ts';
import { lineOf, RESOURCES } from './resources.ts';

/** What `--list-resources` prints: the words first, then Magento's tree. */
export function resourceList(): string[] {
  const words = Object.entries(RESOURCE_WORDS);
  const width = Math.max(...words.map(([word]) => word.length));
  return [
    'Words for --resources:',
    ...words.map(([word, { lets }]) => `  ${word.padEnd(width)}  ${lets}`),
    '',
    'Permissions of Magento Open Source 2.4.7:',
    ...RESOURCES.map(({ id, title }) => `${'  '.repeat(lineOf(id).length)}${id}  ${title}`),
  ];
}
