import { describe, expect, test } from 'vitest';
import { signInSettings } from '../../../infra/settings/sign-in-settings.ts';

const good = { issuer: 'https://id.example', clientId: 'handfast' };

/** Paths and words of the problems that reading ends in. */
const problemsOf = (input: unknown): readonly string[] =>
  (signInSettings.safeParse(input).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('the sign-in', () => {
  test.each(['client_secret_basic', 'client_secret_post', 'private_key_jwt'])('may be proved by %s', (method) => {
    expect(problemsOf({ ...good, clientSecretName: 'acme/client', clientAuthentication: method })).toEqual([]);
  });

  test('names the secret that a way to prove it needs', () => {
    expect(problemsOf({ ...good, clientAuthentication: 'private_key_jwt' })).toEqual([
      'clientSecretName: must be set when clientAuthentication is',
    ]);
  });

  test('is proved in no way that is unknown', () => {
    const problems = problemsOf({ ...good, clientSecretName: 'x', clientAuthentication: 'tls_client_auth' });
    expect(problems).toEqual([expect.stringMatching(/^clientAuthentication: .*"private_key_jwt"/)]);
  });

  test.each(['org_id', 'https://acme.example/org', ['organization', 'id']])('takes the account from %j', (claim) => {
    expect(signInSettings.parse({ ...good, accountClaim: claim }).accountClaim).toEqual(claim);
  });

  test.each(['', [], ['organization', '']])('takes no account from %j', (claim) => {
    expect(problemsOf({ ...good, accountClaim: claim })).not.toEqual([]);
  });
});
