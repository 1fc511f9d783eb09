import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { showDeployment } from '../../../functions/api/show-deployment.ts';
import { deploymentOf } from '../../../infra/functions/deployed-settings.ts';
import { readSettings } from '../../../infra/settings/settings.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
beforeAll(async () => {
  setup = await openApiSetup();
});
afterAll(() => setup.close());

const SETTINGS = {
  products: [{ id: 'demo', name: 'Demo' }],
  signIn: { issuer: 'https://id.example', clientId: 'handfast', clientSecretName: 'the-secret', accountClaim: 'sub' },
  alarmEmail: 'ops@acme.example',
  domain: {
    name: 'connect.acme.example',
    certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/1a2b',
  },
};

const show = (asked: Asked = {}) =>
  ask(
    showDeployment({
      ...setup.deps,
      publicUrl: 'https://connect.acme.example/',
      apiUrl: 'https://connect.acme.example/v1',
      issuer: 'https://id.example',
      deployment: deploymentOf(readSettings(SETTINGS)),
      settingsProducts: SETTINGS.products,
    }),
    asked,
  );

describe('the deployment', () => {
  test('tells where it is reached, what to register elsewhere, and its clock', async () => {
    const { status, json } = await show();
    expect(status).toBe(200);
    expect(json).toMatchObject({
      version: manifest.version,
      time: '2026-11-22T12:00:00.000Z',
      signIn: { issuer: 'https://id.example', redirectUri: 'https://connect.acme.example/signin/return' },
      moreProducts: false,
      settings: { apiAuth: 'own', integrations: true, sync: true, recordsDays: 30, domain: 'connect.acme.example' },
    });
    expect(json.products).toEqual([
      {
        id: 'demo',
        name: 'Demo',
        source: 'settings',
        callbackUrl: 'https://connect.acme.example/demo/callback',
        loginUrl: 'https://connect.acme.example/demo/login',
      },
      {
        id: 'erp',
        source: 'runtime',
        callbackUrl: 'https://connect.acme.example/erp/callback',
        loginUrl: 'https://connect.acme.example/erp/login',
      },
    ]);
  });

  test('names no secret, no person and nothing of the account', async () => {
    const { text } = await show();
    for (const hidden of ['the-secret', 'handfast"', 'ops@', 'arn:', '111122223333'])
      expect(text).not.toContain(hidden);
  });

  test('keeps to the products that the client sees', async () => {
    const { json } = await show({ client: 'erp-only' });
    expect(json.products.map(({ id }: { id: string }) => id)).toEqual(['erp']);
  });

  test('takes no parameters', async () => {
    expect((await show({ query: 'all=1' })).json.code).toBe('request_malformed');
  });
});
