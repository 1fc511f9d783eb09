import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SCHEMA } from '../../functions/integrations/schema/schema.ts';
import { errorCodes } from './error-codes.ts';
import { eventsSchema } from './events-schema.ts';
import { openApiDocument } from './openapi-document.ts';
import { withTables } from './page-tables.ts';

/*
 * `npm run openapi` writes what machines read of the API, of GraphQL and of the events into docs/, the tables of docs/api.md, and the codes of errors
 * into client/. `npm run openapi -- --check` only
 * checks whether that was forgotten.
 */

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

/** What the files should hold, by their paths from docs/. */
export function apiFiles(): Readonly<Record<string, string>> {
  const text = (document: object) => `${JSON.stringify(document, null, 2)}\n`;
  return {
    'openapi.json': text(openApiDocument()),
    'events.schema.json': text(eventsSchema()),
    'integrations.graphql': SCHEMA.trimStart(),
    '../client/http/api-error-codes.ts': errorCodes(),
    'api.md': withTables(readFileSync(`${DOCS}api.md`, 'utf8')),
  };
}

/** Those that hold something else. */
export function staleFiles(): string[] {
  return Object.entries(apiFiles()).flatMap(([name, text]) => (readOrNothing(DOCS + name) === text ? [] : [name]));
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) {
    for (const [name, text] of Object.entries(apiFiles())) writeFileSync(DOCS + name, text);
  } else if (staleFiles().length > 0) {
    console.error(`docs/${staleFiles().join(', docs/')}: stale. Run: npm run openapi`);
    process.exitCode = 1;
  }
}
