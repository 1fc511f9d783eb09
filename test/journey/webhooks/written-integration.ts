import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  INTEGRATION_LISTING,
  integrationContext,
  integrationKey,
  snapshotKey,
} from '../../../functions/adapters/dynamodb/integrations/integration-item.ts';
import { productKey } from '../../../functions/adapters/dynamodb/integrations/product-item.ts';
import { openPublishedIntegrations } from '../../../functions/adapters/dynamodb/integrations/published-integrations.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import type { Sealed } from '../../../functions/domain/ciphertext.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import type { EventUrls } from '../../../functions/domain/integrations/event-urls.ts';
import type {
  FormField,
  Integration,
  IntegrationFields,
  OutboundCredentials,
  Snapshot,
} from '../../../functions/domain/integrations/integration.ts';
import {
  newIntegrationId,
  settingsProductUuid,
  snapshotIdOf,
} from '../../../functions/domain/integrations/integration-ids.ts';
import type { RuntimeProduct } from '../../../functions/domain/integrations/runtime-product.ts';
import type { Local } from '../../../infra/local/local.ts';
import { tableOf } from '../stored-data.ts';

export const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

export type Wanted = {
  readonly urls: EventUrls;
  readonly payloadStyle?: IntegrationFields['payloadStyle'];
  /** `secret` in the clear. */
  readonly credentials?: Omit<OutboundCredentials, 'secret'> & { readonly secret?: string };
  /** `whsec_…`; sign too, until they are replaced. */
  readonly previousSecret?: string;
  readonly product?: string;
  /** False: no product is linked yet. */
  readonly linked?: false;
  readonly formFields?: readonly FormField[];
  /** ISO 8601. */
  readonly at?: string;
};

type Access = Pick<Local, 'tableAccess' | 'tableName' | 'awsUrl' | 'stack'>;

/** An integration as GraphQL leaves it: published, and linked to a product of the settings. */
export async function writeIntegration(local: Access, wanted: Wanted) {
  const id = newIntegrationId();
  const at = wanted.at ?? new Date().toISOString();
  const table = tableOf(local);
  const put = (Item: object) => table.client.send(new PutCommand({ TableName: table.name, Item }));
  const seal = (text: string): Promise<Sealed> => sealFor(local, id, text);
  const { secret, ...credentials } = wanted.credentials ?? { type: 'NONE' as const };
  const fieldsOf = async (urls: EventUrls): Promise<IntegrationFields> => ({
    urls,
    payloadStyle: wanted.payloadStyle ?? 'STANDARD_WEBHOOK',
    ...(wanted.formFields && { formFields: wanted.formFields }),
    credentials: { ...credentials, ...(secret !== undefined && { secret: await seal(secret) }) },
  });
  const working = await fieldsOf(wanted.urls);
  const previous = wanted.previousSecret && {
    secret: await seal(wanted.previousSecret),
    until: '2999-01-01T00:00:00.000Z',
  };
  const integration: Integration = {
    id,
    owner: 'backend',
    revision: 1,
    createdAt: at,
    modifiedAt: at,
    working,
    history: [],
    signing: { current: await seal(SIGNING_SECRET), hint: '…', createdAt: at, ...(previous && { previous }) },
    clients: [],
    products: [parseProductId(wanted.product ?? 'demo')],
    health: { enabled: true, gone: {} },
  };
  /** Publishes a revision, with URLs of its own. */
  async function publish(revision: number, urls: EventUrls, publishedAt: string, change: Partial<Integration> = {}) {
    const snapshot: Snapshot = {
      id: snapshotIdOf(id, revision),
      source: id,
      revision,
      at: publishedAt,
      fields: await fieldsOf(urls),
    };
    await put({ ...snapshot, pk: snapshotKey(snapshot.id) });
    const published = { id: snapshot.id, revision, at: publishedAt };
    const listed = { listing: INTEGRATION_LISTING, listedAs: `${at}#${id}` };
    await put({
      ...integration,
      ...change,
      revision,
      published,
      history: [published],
      pk: integrationKey(id),
      ...listed,
    });
  }
  await publish(1, wanted.urls, at);
  if (wanted.linked !== false)
    await put({ ...linkOf(integration), pk: productKey(parseProductId(wanted.product ?? 'demo')) });
  return { id, publish, put, read: () => openPublishedIntegrations(table).find(id) };
}

async function sealFor(local: Access, id: Integration['id'], secret: string): Promise<Sealed> {
  const kms = new KMSClient({ ...local.tableAccess, endpoint: local.awsUrl });
  const [KeyId] = local.stack.keys.keys();
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({
      KeyId,
      Plaintext: new TextEncoder().encode(JSON.stringify({ secret })),
      EncryptionContext: { ...integrationContext(id) },
    }),
  );
  return sealed.parse(CiphertextBlob);
}

function linkOf({ id, products, owner, createdAt }: Integration): RuntimeProduct {
  const [slug = parseProductId('demo')] = products;
  const times = { createdAt, modifiedAt: createdAt };
  return {
    slug,
    uuid: settingsProductUuid(slug),
    source: 'settings',
    name: slug,
    owner,
    revision: 1,
    ...times,
    integration: id,
  };
}
