import { CliError, EXIT_MISUSED } from '../../../output/cli-error.ts';
import type { IntegrationFile } from '../file/file-shape.ts';
import { CREDENTIALS_SECRETS, type NamedSecret, SIGN_IN_SECRET, secretsOf } from '../file/secrets.ts';
import type { Working } from '../state/integration-answer.ts';
import { settingsOfAnswer, settingsOfFile } from './settings.ts';

/** One value that `apply` changes; without `before` it is new, without `after` it goes. */
export type Difference = { readonly path: string; readonly before?: unknown; readonly after?: unknown };

export type Differences = {
  readonly all: readonly Difference[];
  /** Those that have to be sent. */
  readonly secrets: readonly NamedSecret[];
};

/** Somebody else would get the secret, so the API drops it: `functions/domain/integrations/kept-secret.ts`. */
const DROPS_CREDENTIALS = /^outboundCredentials\.(?:type|clientId|tokenUri|username)$/;
const DROPS_PASSWORD = /^[a-zA-Z]+Url$/;
const DROPS_SIGN_IN = /^merchantSignIn\.openIdConnect\.(?:issuer|clientId)$/;

/**
 * What a file changes of what there is.
 *
 * @param found undefined where there is no such integration yet
 * @param sendSecrets whether all secrets are sent, since they may be others than those that were sent before
 * @throws CliError for what never changes
 */
export async function differencesOf(
  file: IntegrationFile,
  found: Working | undefined,
  sendSecrets: boolean,
): Promise<Differences> {
  requireNumber(file, found);
  const wanted = await settingsOfFile(file);
  const present = found === undefined ? new Map<string, unknown>() : settingsOfAnswer(found);
  const paths = [...new Set([...wanted.keys(), ...present.keys()])];
  const values = paths.flatMap((path): Difference[] => {
    const [before, after] = [present.get(path), wanted.get(path)];
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, ...{ before, after } }];
  });
  const secrets = secretsOf(file).filter(({ path }) => sendSecrets || isNeeded(path, file, found, values));
  const sent = secrets.map(({ path, fromEnvironment }): Difference => ({ path, after: { fromEnvironment } }));
  return { all: [...values, ...sent], secrets };
}

function isNeeded(
  secret: string,
  { outboundCredentials }: IntegrationFile,
  found: Working | undefined,
  values: readonly Difference[],
): boolean {
  const differs = (pattern: RegExp) => values.some(({ path }) => pattern.test(path));
  if (secret === SIGN_IN_SECRET) return found?.merchantSignIn?.hasSecret !== true || differs(DROPS_SIGN_IN);
  if (!CREDENTIALS_SECRETS.includes(secret)) return false;
  if (found?.outboundCredentials?.hasSecret !== true || differs(DROPS_CREDENTIALS)) return true;
  return outboundCredentials?.type === 'BASIC' && differs(DROPS_PASSWORD);
}

function requireNumber({ number: wanted }: IntegrationFile, found: Working | undefined): void {
  if (wanted === undefined || found === undefined || wanted === found.number) return;
  const has = found.number ?? 'none';
  throw new CliError(EXIT_MISUSED, [`number: the integration has ${has}, which never changes. Leave it out.`]);
}
