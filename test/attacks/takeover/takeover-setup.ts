import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { handfast } from '../../../client/handfast.ts';
import { parseConnection } from '../../../functions/adapters/dynamodb/connection-item.ts';
import type { Connection } from '../../../functions/domain/stores/connection.ts';
import { type DemoStore, startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { API_SCOPE } from '../../../infra/local/openid/api-client.ts';
import { startForTest } from '../../start-local.ts';

export type TakeoverSetup = Awaited<ReturnType<typeof openTakeoverSetup>>;
export type Store = DemoStore & { readonly id: number };

/** Local mode, the API's client, and what lies in the table. */
export async function openTakeoverSetup() {
  await using opening = new AsyncDisposableStack();
  const { path: dataFolder } = opening.use(await mkdtempDisposable(join(tmpdir(), 'handfast-takeover-')));
  const settings = { products: [{ id: 'demo', name: 'Handfast Demo' }] };
  const local = opening.use(await startForTest({ port: 0, dataFolder, demoStore: false, settings }));
  const opened = opening.move();
  const { id, secret, tokenUrl } = local.apiClient;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(local.tableAccess));
  const urls = { endpointUrl: `${local.url}/demo/callback`, identityLinkUrl: `${local.url}/demo/login` };

  /** Those whose store URL begins with `baseUrl`. */
  async function connectionsOf(baseUrl: string): Promise<Connection[]> {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: local.tableName, ConsistentRead: true }));
    return Items.filter(({ pk }) => String(pk).startsWith('CONNECTION#'))
      .map(parseConnection)
      .filter(({ storeUrl }) => storeUrl.startsWith(baseUrl));
  }

  return {
    local,
    urls,
    api: handfast({ url: local.url, tokenUrl, clientId: id, clientSecret: secret, scope: API_SCOPE }),
    connectionsOf,
    /** Whose a store is: e-mail addresses of all accounts that have it. */
    owners: async ({ baseUrl }: Pick<DemoStore, 'baseUrl'>) =>
      (await connectionsOf(baseUrl))
        .filter(({ status }) => status !== 'disconnected')
        .map(({ account }) => account.label),
    async store(): Promise<Store> {
      const store = opened.use(await startDemoStore({ integrations: [{ name: 'demo', ...urls }] }));
      return { ...store, id: store.states()[0]?.id ?? 0 };
    },
    use: <T extends AsyncDisposable>(one: T): T => opened.use(one),
    close: () => opened.disposeAsync(),
  };
}
