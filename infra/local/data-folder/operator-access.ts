import { join } from 'node:path';
import * as z from 'zod';
import type { Credentials } from '../aws/credentials.ts';
import { readPrivateJson, writePrivateJson } from './private-json.ts';

/** How commands in other processes call this instance as its operator. */
const OperatorAccess = z.object({
  /** Where clients of the API are made. */
  clientsUrl: z.url(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
});
export type OperatorAccess = Readonly<z.infer<typeof OperatorAccess>>;

/** Within the data folder, for its owner alone; the credentials are new in each run. */
const FILE = 'operator.json';

export function writeOperatorAccess(folder: string, url: string, credentials: Credentials): void {
  const { accessKeyId, secretAccessKey } = credentials;
  writePrivateJson(join(folder, FILE), { clientsUrl: `${url}/v1/clients`, accessKeyId, secretAccessKey });
}

/**
 * That of the instance that runs with this data folder, or ran last; undefined when none did.
 *
 * @throws UserError for a damaged file
 */
export function findOperatorAccess(folder: string): OperatorAccess | undefined {
  return readPrivateJson(join(folder, FILE), OperatorAccess);
}
