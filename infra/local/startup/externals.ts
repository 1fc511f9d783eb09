import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { consoleReturnUrl } from '../../../functions/domain/console-url.ts';
import type { Clock } from '../clock.ts';
import type { DataFolder } from '../data-folder/data-folder.ts';
import { keepPrivateJson, readPrivateJson, writePrivateText } from '../data-folder/private-json.ts';
import type { DemoStore } from '../demo-store/demo-store.ts';
import { API_AUDIENCE, API_SCOPE } from '../openid/api-client.ts';
import { hostOpenidProvider } from '../openid/host.ts';
import { GROUPS } from '../openid/people.ts';
import type { OpenidProvider } from '../openid/provider.ts';
import { ACCOUNT_PAGE_PATH, CLIENT_ID, CONSOLE_CLIENT_ID } from '../openid/provider.ts';
import { keepRows } from './keep-rows.ts';
import { keepWrites } from './keep-writes.ts';
import { LOCAL_PRODUCT } from './local-product.ts';
import type { Reach } from './reach.ts';

/*
 * What Handfast calls and the stack does not hold: the vendor's OpenID provider, and a merchant's Magento.
 */

const DEMO_LOGO = fileURLToPath(new URL('./demo-logo.svg', import.meta.url));

const CLIENT_SECRET_NAME = 'handfast-local-signin-client';

/** The vendor's registration of Handfast with the OpenID provider. */
export type SignInClient = { readonly secretName: string; readonly secret: string };

export function keepSignInClient(data: DataFolder): SignInClient {
  const kept = z.object({ secret: z.string() });
  const make = () => ({ secret: randomBytes(24).toString('base64url') });
  return { secretName: CLIENT_SECRET_NAME, ...keepPrivateJson(data.file('signin-client.json'), kept, make) };
}

/** The vendor's backend: what it gets tokens for the API with. */
export type ApiClientAccess = { readonly id: string; readonly secret: string; readonly tokenUrl: string };

const BackendSecret = z.object({ secret: z.string() });

function backendSecretFile(folder: string): string {
  return join(folder, 'api-client.json');
}

export function keepBackendSecret(data: DataFolder): string {
  const make = () => ({ secret: randomBytes(24).toString('base64url') });
  return keepPrivateJson(backendSecretFile(data.path), BackendSecret, make).secret;
}

/** The secret in the data folder of a Handfast that runs in another process; undefined if there is none. */
export function findBackendSecret(folder: string): string | undefined {
  return readPrivateJson(backendSecretFile(folder), BackendSecret)?.secret;
}

/** Writes the secret by itself, for `$(cat …)` in a shell. */
export function writeClientSecret(data: DataFolder, { secret }: ApiClientAccess): string {
  const file = data.file('client.secret');
  writePrivateText(file, secret);
  return file;
}

/** Writes what `curl --config` takes to get a token, so that the secret appears in no command and on no screen. */
export function writeTokenRequest(data: DataFolder, { id, secret, tokenUrl }: ApiClientAccess): string {
  const file = data.file('token.curl');
  const lines = [
    `url = "${tokenUrl}"`,
    `user = "${id}:${secret}"`,
    'data = "grant_type=client_credentials"',
    `data-urlencode = "scope=${API_SCOPE}"`,
    'silent',
  ];
  writePrivateText(file, `${lines.join('\n')}\n`);
  return file;
}

export function openSignIn(
  url: string,
  port: number,
  reach: Reach,
  client: SignInClient,
  backendSecret: string,
  data: DataFolder,
  clock: Clock,
  log: (text: string) => void,
): Promise<OpenidProvider> {
  const publicUrl = reach.publicUrls?.handfast ?? url;
  return hostOpenidProvider(
    {
      port,
      bind: reach.bind,
      publicUrl: reach.publicUrls?.openid,
      keyFile: data.file('openid-keys.json'),
      clientSecret: client.secret,
      backendSecret,
      redirectUri: `${publicUrl}/signin/return`,
      consoleRedirectUri: consoleReturnUrl(publicUrl),
      postLogoutRedirectUri: `${publicUrl}/`,
    },
    clock,
    log,
  );
}

/** The demo store with an integration to activate; it remembers earlier runs. Loaded only when wanted. */
export async function openMagento(
  url: string,
  port: number,
  { bind, publicUrls }: Reach,
  data: DataFolder,
  clock: Clock,
): Promise<DemoStore> {
  const { startDemoStore } = await import('../demo-store/demo-store.ts');
  return startDemoStore({
    port,
    bind,
    ...(publicUrls?.magentoHost && { adminHost: publicUrls.magentoHost }),
    now: () => new Date(clock.now()),
    storage: keepRows(data.file('demo-magento.json')),
    writes: keepWrites(data.file('demo-magento-writes.ndjson')),
    integrations: [
      {
        name: 'Handfast demo',
        endpointUrl: `${url}/${LOCAL_PRODUCT}/callback`,
        identityLinkUrl: `${publicUrls?.handfast ?? url}/${LOCAL_PRODUCT}/login`,
      },
    ],
  });
}

/**
 * What an operator would write into cdk.json, for this computer.
 *
 * @param signInUrl where browsers reach the OpenID provider
 * @param firstChannel whether a store is read once it is connected
 */
export function localSettings(
  url: string,
  issuer: string,
  signInUrl: string,
  firstChannel: boolean,
): Readonly<Record<string, unknown>> {
  return {
    products: [
      {
        id: LOCAL_PRODUCT,
        name: 'Handfast Demo',
        logo: DEMO_LOGO,
        accentColor: '#3b3fb6',
        ...(firstChannel && { channel: { connectors: { orders: 5, products: 5, customers: 5, stock: 5 } } }),
      },
    ],
    signIn: { issuer, clientId: CLIENT_ID, clientSecretName: CLIENT_SECRET_NAME },
    api: { issuer, audience: [API_AUDIENCE] },
    console: {
      signIn: { issuer, clientId: CONSOLE_CLIENT_ID, clientSecretName: CLIENT_SECRET_NAME },
      claim: 'groups',
      viewers: [GROUPS.viewer],
      operators: [GROUPS.operator],
      // The demo Magento's customers are made up.
      showRecords: true,
      accountPages: { [LOCAL_PRODUCT]: `${signInUrl}${ACCOUNT_PAGE_PATH}{account}?store={host}` },
    },
    publicUrl: url,
    allowLoopbackStores: 'I know that this lets anyone reach this machine',
  };
}
