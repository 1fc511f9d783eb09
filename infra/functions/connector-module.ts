import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What functions import the vendor's connectors by (`imports` in package.json). */
export const OWN_CONNECTORS = '#own-connectors';

const LIMIT = fileURLToPath(new URL('../../functions/channels/limit-processor.ts', import.meta.url));

/**
 * Writes the module that takes the place of `functions/channels/own-connectors.ts` in the bundle of a function that reads
 * the vendor's connectors.
 *
 * @param files absolute
 */
export function writeConnectorModule(path: string, files: readonly string[]): void {
  const names = files.map((_, index) => `connector${index}`);
  const lines = [
    `import { limitProcessor } from ${JSON.stringify(LIMIT)};`,
    ...files.map((file, index) => `import connector${index} from ${JSON.stringify(file)};`),
    `export const ownConnectors = [${names.join(', ')}].map(limitProcessor);`,
  ];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
}
