import { afterEach, expect, test, vi } from 'vitest';
import { defaultProvider } from '../../../functions/adapters/lambda/role-credentials.ts';

afterEach(() => vi.unstubAllEnvs());

test('a function signs with what its environment holds', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIA');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
  expect(await defaultProvider()()).toEqual({
    accessKeyId: 'ASIA',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  });
});

test('without a session there is no empty session token, which AWS would refuse', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIA');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', '');
  expect(await defaultProvider()()).toEqual({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
});

test('without credentials it says so, instead of asking elsewhere', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '');
  await expect(defaultProvider()()).rejects.toThrow('The environment holds no AWS credentials');
});
