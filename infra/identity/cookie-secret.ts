import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** Encrypts the cookies of the popup. */
export function createCookieSecret(scope: Construct): Secret {
  return new Secret(scope, 'CookieSecret', {
    description: 'Handfast: encrypts the cookies of the popup',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  });
}
