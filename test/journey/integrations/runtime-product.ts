import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { integrationKey, snapshotKey } from '../../../functions/adapters/dynamodb/integrations/integration-item.ts';
import { openProductRepository } from '../../../functions/adapters/dynamodb/integrations/product-repository.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import type {
  FormField,
  Integration,
  IntegrationFields,
  Snapshot,
} from '../../../functions/domain/integrations/integration.ts';
import {
  type IntegrationId,
  newIntegrationId,
  newProductUuid,
  snapshotIdOf,
} from '../../../functions/domain/integrations/integration-ids.ts';
import type { RuntimeProduct } from '../../../functions/domain/integrations/runtime-product.ts';

const AT = '2026-11-21T12:00:00.000Z';

/** Makes a product as GraphQL does, with nothing deployed. */
export async function makeProduct(
  table: Table,
  slug: string,
  more: Partial<RuntimeProduct> = {},
): Promise<RuntimeProduct> {
  const products = openProductRepository(table);
  const product: RuntimeProduct = {
    slug: parseProductId(slug),
    uuid: newProductUuid(),
    source: 'runtime',
    name: `Made ${slug}`,
    owner: 'operator',
    revision: 1,
    createdAt: AT,
    modifiedAt: AT,
    ...more,
  };
  await products.create(product);
  await products.list(product.slug);
  return product;
}

type Version = { readonly id?: IntegrationId; readonly revision?: number };

/** Publishes an integration that asks these fields; a second time, a further version of it. */
export function publishForm(table: Table, formFields: readonly FormField[], version?: Version): Promise<IntegrationId> {
  return publishFields(table, { formFields }, version);
}

/** The same with any fields. */
export async function publishFields(
  table: Table,
  published: Partial<IntegrationFields>,
  { id = newIntegrationId(), revision = 1 }: Version = {},
): Promise<IntegrationId> {
  const put = (Item: Record<string, unknown>) => table.client.send(new PutCommand({ TableName: table.name, Item }));
  const fields: IntegrationFields = { urls: {}, payloadStyle: 'STANDARD_WEBHOOK', ...published };
  const snapshot: Snapshot = { id: snapshotIdOf(id, revision), source: id, revision, at: AT, fields };
  const publication = { id: snapshot.id, revision, at: AT };
  const integration: Integration = {
    ...{
      id,
      owner: 'backend',
      revision,
      createdAt: AT,
      modifiedAt: AT,
      published: publication,
      history: [publication],
    },
    working: { ...fields, formFields: [] },
    signing: { current: sealed.parse(new Uint8Array([1])), hint: 'x', createdAt: AT },
    ...{ clients: [], products: [], health: { enabled: true, gone: {} } },
  };
  await put({ ...snapshot, pk: snapshotKey(snapshot.id) });
  await put({ ...integration, pk: integrationKey(id) });
  return id;
}
