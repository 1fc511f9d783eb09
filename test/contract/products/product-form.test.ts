import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openProductRepository } from '../../../functions/adapters/dynamodb/integrations/product-repository.ts';
import { openPublishedIntegrations } from '../../../functions/adapters/dynamodb/integrations/published-integrations.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import type { FormField } from '../../../functions/domain/integrations/integration.ts';
import { newIntegrationId, settingsProductUuid } from '../../../functions/domain/integrations/integration-ids.ts';
import { openForms } from '../../../functions/products/product-form.ts';
import { openPublishedFields } from '../../../functions/products/published-fields.ts';
import { makeProduct, publishForm } from '../../journey/integrations/runtime-product.ts';
import { embeddedTable } from '../dynamodb/embedded-table.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let reads = 0;
let nowMs = Date.parse('2026-11-21T12:00:00Z');
beforeAll(async () => {
  table = await embeddedTable();
  const send = table.client.send.bind(table.client);
  vi.spyOn(table.client, 'send').mockImplementation((...asked: Parameters<typeof send>) => {
    reads += 1;
    return send(...asked);
  });
});
afterAll(() => table.close());

const field = (key: string): FormField => ({ key, type: 'TEXT', labels: { en: key }, required: false });
const warm = () =>
  openForms(
    openPublishedFields({
      productItems: openProductRepository(table),
      integrations: openPublishedIntegrations(table),
      now: () => new Date(nowMs),
    }),
  );
const keys = async (form: Promise<readonly FormField[]>) => (await form).map(({ key }) => key);

test('a product asks what is published of its integration, once a minute', async () => {
  const integration = await publishForm(table, [field('one')]);
  const { slug } = await makeProduct(table, 'asks', { integration });
  const formOf = warm();
  reads = 0;
  expect(await keys(formOf(slug))).toEqual(['one']);
  expect(reads).toBe(3);
  await publishForm(table, [field('two')], { id: integration, revision: 2 });
  expect(await keys(formOf(slug))).toEqual(['one']);
  nowMs += 60_000;
  expect(await keys(formOf(slug))).toEqual(['two']);
});

test('a product of the settings asks what is linked to it', async () => {
  const slug = parseProductId('erp');
  const integration = await publishForm(table, [field('one')]);
  const made = { source: 'settings' as const, uuid: settingsProductUuid(slug), integration };
  await makeProduct(table, slug, made);
  expect(await keys(warm()(slug))).toEqual(['one']);
});

test('a product asks nothing without an integration, or while that is not published or is gone', async () => {
  const { slug } = await makeProduct(table, 'silent');
  expect(await warm()(slug)).toEqual([]);
  const gone = await makeProduct(table, 'gone', { integration: newIntegrationId() });
  expect(await warm()(gone.slug)).toEqual([]);
  reads = 0;
  const formOf = warm();
  await formOf(parseProductId('nowhere'));
  await formOf(parseProductId('nowhere'));
  expect(reads).toBe(1);
});
