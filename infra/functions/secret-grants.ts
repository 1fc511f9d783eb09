import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { SignIn } from '../../functions/adapters/lambda/environment.ts';

export function grantReadSecret({ grantPrincipal }: IGrantable, secretArn: string): void {
  grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }),
  );
}

/** What Handfast signs in with at an OpenID provider; a public client has nothing to read. */
export function grantReadClientSecret(
  scope: Construct,
  id: string,
  grantee: IGrantable,
  { clientSecretId }: Pick<SignIn, 'clientSecretId'>,
): void {
  if (clientSecretId === undefined) return;
  const { secretArn } = Secret.fromSecretNameV2(scope, id, clientSecretId);
  // Secrets Manager ends each ARN in six characters that nobody knows before the secret exists.
  grantReadSecret(grantee, `${secretArn}-??????`);
}
