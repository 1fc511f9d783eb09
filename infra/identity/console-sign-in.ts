import { CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import type { ConsoleAccess } from '../../functions/adapters/lambda/environment.ts';
import { consoleReturnUrl } from '../../functions/domain/console-url.ts';
import type { ApiPool } from '../api/api-clients.ts';
import type { ConsoleSettings } from '../settings/console-settings.ts';
import { addBrowserClient, poolIssuer } from './user-pool.ts';

/**
 * Who may come in to the console: where the settings name no provider, people of the stack's pool whom the operator has
 * put into one of its groups. Nobody can put themselves into one.
 *
 * @param signInPool the pool that merchants sign in at, where the stack has one
 */
export function createConsoleAccess(
  console: ConsoleSettings | undefined,
  signInPool: ApiPool | undefined,
  publicUrl: string,
): ConsoleAccess | undefined {
  if (console === undefined) return undefined;
  const { claim, viewers, operators, showRecords, accountPages } = console;
  const who = { claim: typeof claim === 'string' ? claim : [...claim], viewers, operators, showRecords, accountPages };
  if (console.signIn !== undefined) {
    const { clientSecretName, ...signIn } = console.signIn;
    return { signIn: { ...signIn, ...(clientSecretName && { clientSecretId: clientSecretName }) }, ...who };
  }
  if (signInPool === undefined) throw new Error('The settings name no provider for the console');
  const { pool } = signInPool;
  for (const groupName of [...viewers, ...operators]) {
    new CfnUserPoolGroup(pool, `Group${groupName}`, { userPoolId: pool.userPoolId, groupName });
  }
  const clientId = addBrowserClient(pool, 'ConsoleClient', 'ConsoleStyle', consoleReturnUrl(publicUrl));
  return { signIn: { issuer: poolIssuer(pool), clientId, scope: 'openid email' }, ...who };
}
