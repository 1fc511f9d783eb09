import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** A secret that nobody ever types. @param use what it does: "encrypts …" */
export function randomSecret(scope: Construct, id: string, use: string): Secret {
  return new Secret(scope, id, {
    description: `Handfast: ${use}`,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  });
}
