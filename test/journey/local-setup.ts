import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { connectionKey } from '../../functions/adapters/dynamodb/connection-item.ts';
import { credentials } from '../../functions/adapters/kms/secret-shapes.ts';
import { authorizationHeader, type Generation } from '../../functions/adapters/magento/signing/signature.ts';
import type { Connection } from '../../functions/domain/stores/connection.ts';
import type { Activation } from '../../infra/local/demo-store/admin/activation.ts';
import { type DemoStore, type DemoStoreOptions, startDemoStore } from '../../infra/local/demo-store/demo-store.ts';
import type { Local } from '../../infra/local/local.ts';
import type { LocalOptions } from '../../infra/local/startup/instance.ts';
import { startForTest } from '../start-local.ts';
import { attemptOf, connectionAt, tableOf } from './stored-data.ts';

export type LocalSetup = Awaited<ReturnType<typeof openLocalSetup>>;

const PRODUCTS = [
  { id: 'demo', name: 'Handfast Demo' },
  { id: 'erp', name: 'Acme ERP' },
];

/**
 * Local mode on free ports with data of its own, and what tests want to see of it.
 *
 * @param more replaces entries of the settings
 * @param options how it is started
 */
export async function openLocalSetup(
  more: Readonly<Record<string, unknown>> = {},
  options: Pick<LocalOptions, 'hostFunctions' | 'schedules'> = {},
) {
  await using opening = new AsyncDisposableStack();
  const { path: dataFolder } = opening.use(await mkdtempDisposable(join(tmpdir(), 'handfast-journey-')));
  const settings = { products: PRODUCTS, ...more };
  const local = opening.use(await startForTest({ port: 0, dataFolder, demoStore: false, settings, ...options }));
  const opened = opening.move();
  let clockMs = 0;
  const now = () => new Date(Date.now() + clockMs);
  return {
    local,
    dataFolder,
    now,
    /** Moves the time of Handfast, of the OpenID provider and of all stores. */
    moveClock(ms: number): void {
      clockMs += ms;
      local.moveClock(ms);
    },
    /** A store with one integration for a product. */
    async store(options: DemoStoreOptions = {}, product = 'demo'): Promise<DemoStore & { readonly id: number }> {
      const integrations = [integrationOf(local.url, product)];
      const store = opened.use(await startDemoStore({ now, integrations, ...options }));
      return { ...store, id: store.states()[0]?.id ?? 0 };
    },
    connectionOf: (store: Pick<DemoStore, 'baseUrl'>, product = 'demo') => connectionOf(local, store, product),
    callStore: (connection: Connection, path: string) => callStore(local, connection, path),
    /** The attempt that the newest message of an integration has become. */
    attemptOf: (store: DemoStore & { readonly id: number }, product = 'demo') =>
      attemptOf(tableOf(local), store.state(store.id)?.consumer.key ?? '', product, now),
    /** Events about one store, oldest first. */
    eventsOf: (store: Pick<DemoStore, 'baseUrl'>) =>
      local.events.filter((event) => JSON.stringify(event).includes(new URL(store.baseUrl).host)),
    close: () => opened.disposeAsync(),
  };
}

/** What an admin enters for a product of this Handfast. */
export function integrationOf(url: string, product: string) {
  return { name: product, endpointUrl: `${url}/${product}/callback`, identityLinkUrl: `${url}/${product}/login` };
}

/** Where data of a Handfast can be looked at: a local one's, or a deployed one's. */
export type Access = Pick<Local, 'tableAccess' | 'tableName' | 'awsUrl'>;

export function connectionOf(
  local: Access,
  store: Pick<DemoStore, 'baseUrl'>,
  product: string,
): Promise<Connection | undefined> {
  return connectionAt(tableOf(local), store.baseUrl, product);
}

/** Calls the store with the credentials that the connection holds: the proof that they work. */
export async function callStore(local: Access, connection: Connection, path: string): Promise<Response> {
  const kms = new KMSClient({ ...local.tableAccess, endpoint: local.awsUrl });
  const { Plaintext } = await kms.send(
    new DecryptCommand({
      CiphertextBlob: connection.secrets,
      EncryptionContext: { item: connectionKey(connection.connection), product: connection.product },
    }),
  );
  const keys = credentials.parse(JSON.parse(new TextDecoder().decode(Plaintext)));
  const url = `${connection.storeUrl}rest/${path}`;
  const [generation = '2.4.8'] = connection.generations as Generation[];
  return fetch(url, { headers: { authorization: authorizationHeader({ method: 'GET', url, generation, ...keys }) } });
}

/** The address of the popup that Magento opens after *Activate*. */
export function popupOf(activation: Activation) {
  if (!activation.delivered) throw new Error(activation.problem);
  return activation.popupUrl;
}
