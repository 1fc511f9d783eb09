import type { RemovalPolicy } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { SignIn } from '../functions/adapters/edge/environment.ts';
import type { Settings } from './settings.ts';
import { houseUserPool, poolSignIn } from './user-pool.ts';

/** What becomes of data when the stack goes. */
export type Keeping = { readonly removalPolicy: RemovalPolicy; readonly deletionProtection: boolean };

/** Where merchants sign in: at the vendor's provider, or at a pool that is made for it. */
export function houseSignIn(
  scope: Construct,
  { signIn, userPool }: Settings,
  keeping: Keeping,
  publicUrl: string,
): { readonly signIn: SignIn; readonly pool: UserPool | undefined } {
  if (signIn === undefined) {
    const pool = houseUserPool(scope, { ...userPool, ...keeping });
    return { signIn: poolSignIn(pool, publicUrl), pool };
  }
  const { clientSecretName, ...rest } = signIn;
  const named = clientSecretName === undefined ? {} : { clientSecretId: clientSecretName };
  return { signIn: { ...rest, ...named }, pool: undefined };
}
