import { join } from 'node:path';
import * as z from 'zod';
import { readPrivateJson, writePrivateJson } from './private-json.ts';

/** How commands in other processes call the API of this instance. */
const ApiAccess = z.object({
  url: z.url(),
  tokenUrl: z.url(),
  clientId: z.string(),
  clientSecret: z.string(),
  scope: z.string(),
});
export type ApiAccess = Readonly<z.infer<typeof ApiAccess>>;

/** Within the data folder, for its owner alone. */
const FILE = 'api-access.json';

export function writeApiAccess(folder: string, access: ApiAccess): void {
  writePrivateJson(join(folder, FILE), access);
}

/**
 * That of the instance that runs with this data folder, or ran last; undefined when none did.
 *
 * @throws UserError for a damaged file
 */
export function findApiAccess(folder: string): ApiAccess | undefined {
  return readPrivateJson(join(folder, FILE), ApiAccess);
}
