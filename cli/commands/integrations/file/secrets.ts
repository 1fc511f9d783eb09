import { CliError, EXIT_MISUSED } from '../../../output/cli-error.ts';
import type { IntegrationFile } from './file-shape.ts';

/** A secret of the file: where it belongs, and the environment variable that holds it. */
export type NamedSecret = { readonly path: string; readonly fromEnvironment: string };

export const CREDENTIALS_SECRETS = ['outboundCredentials.clientSecret', 'outboundCredentials.password'];
export const SIGN_IN_SECRET = 'merchantSignIn.openIdConnect.clientSecret';

export function secretsOf({ outboundCredentials, merchantSignIn }: IntegrationFile): readonly NamedSecret[] {
  const [clientSecret = '', password = ''] = CREDENTIALS_SECRETS;
  const named = [
    [clientSecret, outboundCredentials?.type === 'OAUTH2' ? outboundCredentials.clientSecret : undefined],
    [password, outboundCredentials?.type === 'BASIC' ? outboundCredentials.password : undefined],
    [SIGN_IN_SECRET, merchantSignIn?.openIdConnect?.clientSecret],
  ] as const;
  return named.flatMap(([path, secret]) => (secret === undefined ? [] : [{ path, ...secret }]));
}

/** By their paths. @throws CliError that names every variable which is not set */
export function secretValues(
  secrets: readonly NamedSecret[],
  environment: NodeJS.ProcessEnv,
): ReadonlyMap<string, string> {
  const missing = secrets.filter(({ fromEnvironment }) => !environment[fromEnvironment]);
  if (missing.length > 0) {
    throw new CliError(
      EXIT_MISUSED,
      missing.map(({ path, fromEnvironment }) => `Set ${fromEnvironment} to the secret of ${path}; it has to be sent.`),
    );
  }
  return new Map(secrets.map(({ path, fromEnvironment }) => [path, environment[fromEnvironment] ?? '']));
}
