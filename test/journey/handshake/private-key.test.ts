import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';
import { startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import { CLIENT_ID, startProvider } from '../../contract/oidc/provider.ts';
import { startForTest } from '../../start-local.ts';
import { connectionOf, integrationOf } from '../local-setup.ts';

const ALGORITHM = 'ES256';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** The first of three free ports in a row: the provider must know Handfast's address before either is there. */
async function freePorts(): Promise<number> {
  const servers = [createServer(), createServer(), createServer()];
  try {
    const [first, ...others] = servers;
    const port = await listen(first ?? createServer(), 0);
    for (const [index, server] of others.entries()) await listen(server, port + index + 1);
    return port;
  } catch {
    return freePorts();
  } finally {
    await Promise.all(servers.map((server) => (server.listening ? shut(server) : undefined)));
  }
}

/** A provider at which Handfast is registered with a public key, and takes no secret. */
function providerWithKey(redirectUri: string) {
  return startProvider({
    changes: { clientAuthMethods: ['private_key_jwt'], enabledJWA: { clientAuthSigningAlgValues: [ALGORITHM] } },
    clientChanges: {
      client_secret: undefined,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [publicKey.export({ format: 'jwk' })] },
    },
  });
}

/** Handfast with the private key as its client's secret in Secrets Manager. */
async function handfastWithKey(port: number, issuer: string) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'handfast-journey-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const secret = JSON.stringify(privateKey.export({ format: 'jwk' }));
  writeFileSync(join(dataFolder, 'signin-client.json'), JSON.stringify({ secret }), { mode: 0o600 });
  const clientSecretName = 'handfast-local-signin-client';
  const signIn = { issuer, clientId: CLIENT_ID, clientSecretName, clientAuthentication: 'private_key_jwt' };
  const local = await startForTest({
    port,
    dataFolder,
    demoStore: false,
    settings: { signIn },
  });
  onTestFinished(() => local.stop());
  return local;
}

test('a merchant connects where Handfast proves itself to the provider with a private key', async () => {
  const port = await freePorts();
  const url = `http://127.0.0.1:${port}`;
  const provider = await providerWithKey(`${url}/signin/return`);
  onTestFinished(() => provider.stop());
  const local = await handfastWithKey(port, provider.issuer);
  const store = await startDemoStore({ integrations: [integrationOf(url, 'demo')] });
  onTestFinished(() => store.close());
  const activation = await store.activate(store.states()[0]?.id ?? 0);
  const merchant = createMerchant();
  const question = await merchant.signIn(await merchant.visit(activation.delivered ? activation.popupUrl : ''));
  const end = await merchant.settle(await merchant.answer(question, 'yes'));
  expect(end.url).toBe(store.successCallback);
  expect(provider.stage.seen).toContain('POST /token');
  expect((await connectionOf(local, store, 'demo'))?.account).toMatchObject({ id: 'ana', issuer: provider.issuer });
});
