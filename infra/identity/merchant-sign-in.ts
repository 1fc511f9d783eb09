import type { Construct } from 'constructs';
import type { SignIn } from '../../functions/adapters/lambda/environment.ts';
import type { ApiPool } from '../api/api-clients.ts';
import type { Retention } from '../data/retention.ts';
import type { Settings } from '../settings/settings.ts';
import { createUserPool, poolSignIn } from './user-pool.ts';

/** Where merchants sign in: at the vendor's provider, or at a pool that is made for it. */
export function createMerchantSignIn(
  scope: Construct,
  { signIn, userPool }: Settings,
  retention: Retention,
  publicUrl: string,
): { readonly signIn: SignIn; readonly pool: ApiPool | undefined } {
  if (signIn === undefined) {
    const pool = createUserPool(scope, { ...userPool, ...retention });
    const { signIn: own, domain } = poolSignIn(pool, publicUrl);
    return { signIn: own, pool: { pool, domain } };
  }
  const { clientSecretName, ...rest } = signIn;
  const named = clientSecretName === undefined ? {} : { clientSecretId: clientSecretName };
  return { signIn: { ...rest, ...named }, pool: undefined };
}
