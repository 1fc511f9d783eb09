import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';

const RANDOM = { passwordLength: 64, excludePunctuation: true };

export function createCookieSecret(scope: Construct): Secret {
  return new Secret(scope, 'CookieSecret', {
    description: 'Handfast: encrypts the cookies of the popup',
    generateSecretString: RANDOM,
  });
}

/** With AWS signatures, only integrations have clients that take tokens. */
export function createTokenSecret(
  scope: Construct,
  { api, integrations }: Pick<Settings, 'api' | 'integrations'>,
): Secret | undefined {
  if (api.kind === 'iam' && !integrations) return undefined;
  return new Secret(scope, 'TokenSecret', {
    description: 'Handfast: encrypts the access tokens of clients that are made at run time',
    generateSecretString: RANDOM,
  });
}
