import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { openActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { type DemoStore, type DemoStoreOptions, startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { attemptOf, connectionAt } from '../../journey/stored-data.ts';
import { startForTest } from '../../start-local.ts';
import { CLIENT_ID, startMisbehavingProvider, tokenAnswer } from './misbehaving-provider.ts';
import { type Seen, type Visitor, visitor } from './visitor.ts';

export type AttackEnv = Awaited<ReturnType<typeof openAttackEnv>>;
export type Asked = { readonly browser: Visitor; readonly activation: string; readonly question: Seen };

/** A product's name that would be markup, were it not escaped. */
const PRODUCT_NAME = '<i title="x">Demo</i> & \'Co\'';

/** All of Handfast on this computer, with an OpenID provider that can be made to lie. */
export async function openAttackEnv() {
  const provider = await startMisbehavingProvider();
  const dataFolder = mkdtempSync(join(tmpdir(), 'handfast-attacks-'));
  const products = [
    { id: 'demo', name: PRODUCT_NAME },
    { id: 'erp', name: 'Acme ERP' },
  ];
  const signIn = { issuer: provider.issuer, clientId: CLIENT_ID, scope: 'openid email' };
  const local = await startForTest({
    port: 0,
    dataFolder,
    demoStore: false,
    settings: { products, signIn },
  });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(local.tableAccess));
  const table = { name: local.tableName, client, persistent: client };
  const stores: DemoStore[] = [];
  const attackEnv = {
    local,
    provider,
    dataFolder,
    table,
    activations: openActivationRepository(table, () => new Date()),
    /** A store with one integration for a product. */
    async store(product = 'demo', options: DemoStoreOptions = {}) {
      const [endpointUrl, identityLinkUrl] = [`${local.url}/${product}/callback`, `${local.url}/${product}/login`];
      const store = await startDemoStore({
        integrations: [{ name: product, endpointUrl, identityLinkUrl }],
        ...options,
      });
      stores.push(store);
      return { ...store, id: store.states()[0]?.id ?? 0 };
    },
    /** The attempt of a key's newest message; `received` as long as no popup was opened for that. */
    activationOf: (key: string, product = 'demo') => attemptOf(table, key, product),
    connectionOf: (store: Pick<DemoStore, 'baseUrl'>, product = 'demo') => connectionAt(table, store.baseUrl, product),
    items: async () => (await client.send(new ScanCommand({ TableName: table.name }))).Items ?? [],
    /** What handshakes keep: attempts, then what is known of consumer keys. */
    activationItems: async () => {
      const items = await attackEnv.items();
      return ['ATTEMPT#', 'ACTIVATION#'].flatMap((kind) => items.filter(({ pk }) => String(pk).startsWith(kind)));
    },
    visitor: () => visitor(local.url),
    async close(): Promise<void> {
      await Promise.all(stores.map((store) => store.close()));
      await local.stop();
      await provider.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  return attackEnv;
}

/** Presses *Activate*; the popup's path and the activation's id. */
export async function activate(attackEnv: AttackEnv, store: DemoStore & { readonly id: number }, product = 'demo') {
  const sent = await store.activate(store.id);
  if (!sent.delivered) throw new Error(sent.problem);
  // Magento opens the popup whatever the answer was.
  if (sent.status !== 200) throw new Error(`the callback answered ${sent.status} after ${sent.ms} ms`);
  const { pathname, search } = new URL(sent.popupUrl);
  const key = store.state(store.id)?.consumer.key ?? '';
  const found = await attackEnv.activationOf(key, product);
  return { popup: `${pathname}${search}`, key, activation: found?.activation ?? '' };
}

/**
 * Goes to the provider and comes back, signed in as `sub`.
 *
 * @throws Error that names the refusal where there is no way to the provider
 */
export async function signIn(
  { provider }: AttackEnv,
  browser: Visitor,
  activation: string,
  {
    sub = 'ana',
    product = 'demo',
    email,
    returnTo = '',
  }: { sub?: string; product?: string; email?: string; returnTo?: string } = {},
): Promise<Seen> {
  provider.behave(async () => tokenAnswer(await provider.signed({ sub, email: email ?? `${sub}@example.com` })));
  const left = await browser.get(`/${product}/signin?activation=${activation}`);
  if (left.location === '')
    throw new Error(`no sign-in for ${activation || 'no attempt'}: ${left.status} ${left.code}`);
  const away = new URL(left.location);
  provider.asked(away);
  const state = away.searchParams.get('state') ?? '';
  const back = await browser.get(
    `${returnTo}/signin/return?${new URLSearchParams({ code: 'c', state, iss: provider.issuer })}`,
  );
  return browser.get(back.location);
}

/** A merchant before the question, signed in. */
export async function asked(attackEnv: AttackEnv, store?: Awaited<ReturnType<AttackEnv['store']>>): Promise<Asked> {
  const { popup, activation } = await activate(attackEnv, store ?? (await attackEnv.store()));
  const browser = attackEnv.visitor();
  await browser.get(popup);
  return { browser, activation, question: await signIn(attackEnv, browser, activation) };
}

/** What the consent form holds. */
export function formOf({ page }: Seen): Record<string, string> {
  const inputs = page
    .querySelectorAll('form input')
    .map((input) => [input.getAttribute('name'), input.getAttribute('value')]);
  return Object.fromEntries(inputs);
}

export const asksForConsent = ({ page }: Seen): boolean => page.querySelector('button[value=yes]') !== null;
