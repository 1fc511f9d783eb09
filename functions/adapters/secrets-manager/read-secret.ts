import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** Versions of a secret that a rotation leaves behind. */
export type SecretStage = 'AWSCURRENT' | 'AWSPREVIOUS';

/** @returns undefined for a version that does not exist: a secret that was never rotated has no previous one */
export type ReadSecret = (id: string, stage?: SecretStage) => Promise<string | undefined>;

const ATTEMPTS = 4;

export function openSecretsManager(): ReadSecret {
  const client = new SecretsManagerClient({ maxAttempts: ATTEMPTS });
  return async (SecretId, VersionStage = 'AWSCURRENT') => {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage }));
      return SecretString;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };
}
