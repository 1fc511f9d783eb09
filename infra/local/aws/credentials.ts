import { randomBytes } from 'node:crypto';

/** What a call to the local AWS services is signed with. */
export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** New ones for each run: other users of this computer can reach the ports, but not sign. */
export function createCredentials(): Credentials {
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
}
