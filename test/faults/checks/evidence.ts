import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { connectionKey } from '../../../functions/adapters/dynamodb/connection-item.ts';
import { keyItem } from '../../../functions/adapters/dynamodb/keys/key-item.ts';
import { openKeyRepository } from '../../../functions/adapters/dynamodb/keys/key-repository.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { credentials } from '../../../functions/adapters/kms/secret-shapes.ts';
import { magentoStore } from '../../../functions/adapters/magento/magento-store.ts';
import { digestOf, type KeyDigest, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import type { BusEvent } from '../../../infra/local/aws/eventbridge.ts';
import type { Execution } from '../../../infra/local/aws/step-functions/executions.ts';
import type { Shown } from '../../../infra/local/demo-store/merchant.ts';
import type { TokenRow } from '../../../infra/local/demo-store/rows.ts';
import { attemptOf, connectionAt, tableOf } from '../../journey/stored-data.ts';
import type { CellRun } from '../cell/cell-run.ts';
import type { JourneyResult } from '../cell/merchant-journey.ts';
import type { Harness } from '../harness/harness.ts';
import type { Line } from '../harness/log.ts';

const Item = z.looseObject({
  activation: z.string(),
  stage: z.string(),
  failure: z.object({ code: z.string() }).optional(),
});
const Expiring = z.looseObject({ expiresAt: z.number().optional() });
const ConnectionItem = z.looseObject({
  activation: z.string(),
  status: z.string(),
  storeUrl: z.string(),
  secrets: z.instanceof(Uint8Array),
});

/** All that a handshake has left behind, wherever somebody may look. */
export type Evidence = {
  readonly item: z.infer<typeof Item> | undefined;
  readonly connection: z.infer<typeof ConnectionItem> | undefined;
  /** When what is kept of the key's messages expires, in epoch seconds. */
  readonly expiresAt: number | undefined;
  /** Where the items of the attempt and its consumer key hold something encrypted, but for a request token. */
  readonly secretsLeft: readonly string[];
  /** Whether the integration's request token is kept, for the next attempt. */
  readonly requestTokenKept: boolean;
  /** The attempt of who connects the same store at the same time. */
  readonly rival: z.infer<typeof Item> | undefined;
  /** Undefined without a connection; otherwise what its credentials got from the store. */
  readonly credentials: 'work' | string | undefined;
  readonly executions: readonly Execution[];
  readonly lines: readonly Line[];
  /** What the operator's metrics have counted of it. */
  readonly metrics: readonly string[];
  readonly events: readonly BusEvent[];
  /** The store's own rows. */
  readonly tokens: readonly Readonly<TokenRow>[];
  /** Where the merchant's journey ended, and what the popup says when it is opened again. */
  readonly journey: JourneyResult;
  readonly reopened: Shown | undefined;
};

const product = parseProductId('demo');

/** The paths of all that is encrypted in an item, however deep. */
function sealedIn(value: unknown, path: readonly string[] = []): string[] {
  if (value instanceof Uint8Array) return [path.join('.')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => sealedIn(inner, [...path, name]));
}

async function keyItemOf({ client, name }: Table, key: KeyDigest): Promise<Record<string, unknown> | undefined> {
  const Key = { pk: keyItem({ product, key }) };
  return (await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }))).Item;
}

/** What API Gateway's own log says of Magento's messages, and of the page that the merchant was left with. */
function accessMetrics({ metrics }: Harness, { activations, end }: JourneyResult): readonly string[] {
  const posts = activations.flatMap((sent) => (sent.delivered ? [sent.status] : []));
  const callback = { route: 'POST /{product}/callback', milliseconds: 0 };
  return [
    ...posts.flatMap((status) => metrics('Access', { ...callback, status })),
    ...metrics('Access', { route: 'GET /{product}/login', status: end.status, milliseconds: 0 }),
  ];
}

export type EvidenceCollector = ReturnType<typeof openEvidenceCollector>;

export function openEvidenceCollector({ local }: Harness) {
  const stored = tableOf(local);
  const table = stored.client;
  const kms = new KMSClient({ ...local.tableAccess, endpoint: local.awsUrl });
  const keys = openKeyRepository(stored, () => new Date());
  const magento = magentoStore({ allowLoopbackStores: true, allowedPorts: [] });

  async function tryCredentials(pk: string, secrets: Uint8Array, storeUrl: string): Promise<'work' | string> {
    const { Plaintext } = await kms.send(
      new DecryptCommand({ CiphertextBlob: secrets, EncryptionContext: { item: pk, product } }),
    );
    const own = credentials.parse(JSON.parse(new TextDecoder().decode(Plaintext)));
    return magento.check(parseStoreUrl(storeUrl), own).then(
      () => 'work',
      (error) => String(error),
    );
  }

  return {
    async collect(run: CellRun, journey: JourneyResult, harness: Harness): Promise<Evidence> {
      run.heal();
      const keyOf = (integration: number) => digestOf(run.store.state(integration)?.consumer.key ?? '');
      const itemOf = async (integration: number) =>
        Item.optional().parse(await attemptOf(stored, run.store.state(integration)?.consumer.key ?? ''));
      const key = keyOf(run.integration);
      const item = await itemOf(run.integration);
      const kept = await keyItemOf(stored, key);
      const found = await connectionAt(stored, run.storeUrl);
      const pk = found === undefined ? '' : connectionKey(found.connection);
      const connection = ConnectionItem.optional().parse(found);
      const executions = local.executions().filter(({ input }) => JSON.stringify(input).includes(key));
      const host = new URL(run.storeUrl).host;
      const where = item && `${local.url}/demo/progress?activation=${item.activation}`;
      const lines = harness.log.of(item?.activation ?? '');
      return {
        item,
        connection,
        expiresAt: Expiring.optional().parse(kept)?.expiresAt,
        secretsLeft: [...sealedIn(item), ...sealedIn(kept).filter((path) => !path.startsWith('t_'))],
        requestTokenKept: ((await keys.find({ product, key }))?.tokens.length ?? 0) > 0,
        rival: run.rival === undefined ? undefined : await itemOf(run.rival),
        credentials: connection && (await tryCredentials(pk, connection.secrets, connection.storeUrl)),
        executions,
        lines,
        metrics: [...lines.flatMap((line) => harness.metrics('Exchange', line)), ...accessMetrics(harness, journey)],
        events: local.events.filter(({ detail }) => detail['host'] === host),
        tokens: run.store.state(run.integration)?.tokens ?? [],
        journey,
        reopened: where === undefined ? undefined : await journey.merchant.settle(await journey.merchant.visit(where)),
      };
    },

    /** Stores that have more than one connection. */
    async duplicateConnections(): Promise<string[]> {
      const hosts: string[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await table.send(new ScanCommand({ TableName: local.tableName, ExclusiveStartKey: from }));
        for (const found of page.Items ?? []) {
          if (String(found['pk']).startsWith('CONNECTION#')) hosts.push(new URL(String(found['storeUrl'])).host);
        }
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      return hosts.filter((host, index) => hosts.indexOf(host) !== index);
    },
  };
}
