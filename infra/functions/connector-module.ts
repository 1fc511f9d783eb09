import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What functions import the vendor's connectors by (`imports` in package.json). */
export const OWN_CONNECTORS = '#own-connectors';

const LIMIT = fileURLToPath(new URL('../../functions/channels/limit-processor.ts', import.meta.url));

/** Absolute paths. */
export type OwnFiles = { readonly connectors?: readonly string[]; readonly writers?: readonly string[] };

/**
 * Writes the module that takes the place of `functions/channels/own-connectors.ts` in the bundle of a function that runs
 * the vendor's connectors.
 */
export function writeConnectorModule(path: string, { connectors = [], writers = [] }: OwnFiles): void {
  const lines = [
    `import { limitProcessor } from ${JSON.stringify(LIMIT)};`,
    ...importsOf('connector', connectors),
    ...importsOf('writer', writers),
    `export const ownConnectors = [${namesOf('connector', connectors)}].map(limitProcessor);`,
    `export const ownWriters = [${namesOf('writer', writers)}];`,
  ];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
}

function importsOf(name: string, files: readonly string[]): string[] {
  return files.map((file, index) => `import ${name}${index} from ${JSON.stringify(file)};`);
}

const namesOf = (name: string, files: readonly string[]): string =>
  files.map((_, index) => `${name}${index}`).join(', ');
