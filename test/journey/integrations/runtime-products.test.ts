import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openConnectionRepository } from '../../../functions/adapters/dynamodb/connection-repository.ts';
import { openProductRepository } from '../../../functions/adapters/dynamodb/integrations/product-repository.ts';
import { parseConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import type { FormField } from '../../../functions/domain/integrations/integration.ts';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import { type ApiClientSetup, openApiClientSetup, runHandshake } from '../api/api-setup.ts';
import { tableOf } from '../stored-data.ts';
import { makeProduct, publishForm } from './runtime-product.ts';

const FIELDS: readonly FormField[] = [
  { key: 'vat', type: 'TEXT', labels: { en: 'VAT number' }, required: true, pattern: '[A-Z]{2}[0-9]+' },
  { key: 'orders', type: 'NUMBER', labels: { en: 'Orders a month' }, required: false },
  { key: 'terms', type: 'CHECKBOX', labels: { en: 'I accept' }, required: true },
];
const GIVEN = { 'answer.vat': 'DE123456789', 'answer.orders': '1200', 'answer.terms': 'true' };

let setup: ApiClientSetup;
beforeAll(async () => {
  setup = await openApiClientSetup();
}, 180_000);
afterAll(() => setup?.close());

const table = () => tableOf(setup.local);

/** A warm function looks for a slug that it does not know in a list of five seconds ago. */
async function made(...asked: Parameters<typeof makeProduct> extends [unknown, ...infer Rest] ? Rest : never) {
  const product = await makeProduct(table(), ...asked);
  setup.moveClock(5_000);
  return product;
}
type Shop = Awaited<ReturnType<ApiClientSetup['store']>>;

/** From the popup that *Activate* or *Reauthorize* opens to the question. */
async function questionOf(store: Shop, button: 'activate' | 'reauthorize' = 'activate') {
  const merchant = createMerchant();
  const pressed = await store[button](store.id);
  if (!pressed.delivered) throw new Error(pressed.problem);
  return { merchant, question: await merchant.signIn(await merchant.visit(pressed.popupUrl)) };
}

async function listed(product: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of setup.api.connections.list({ product })) ids.push(id);
  return ids;
}

describe('a product made at run time', () => {
  test('is connected to without a deployment, listed, called, and given up', async () => {
    const supportUrl = 'https://help.example/';
    await made('made', { name: 'Made Today', supportUrl });
    const store = await setup.store({}, 'made');
    const { question } = await questionOf(store);
    expect(question.text).toContain('Made Today');
    await runHandshake(store);
    const id = (await setup.connectionOf(store, 'made'))?.connection ?? '';
    expect(await listed('made')).toEqual([id]);
    expect((await setup.api.connection(id).call({ method: 'GET', path: 'V1/modules' })).status).toBe(200);
    expect((await setup.api.connections.disconnect(id)).connection.status).toBe('disconnected');
  });

  test('that is deleted takes no store any more; the stores that it has stay in reach', async () => {
    const brief = await made('brief');
    const { store, id } = await setup.connected({}, 'brief');
    const products = openProductRepository(table());
    const at = new Date().toISOString();
    await products.change(brief, { deletedAt: at }, at);
    await products.unlist(brief.slug);
    setup.moveClock(61_000);
    const again = await store.activate(store.id);
    expect(again).toMatchObject({ status: 404 });
    const popup = await fetch(`${setup.local.url}/brief/login?oauth_consumer_key=${'k'.repeat(32)}`);
    expect(popup.status).toBe(404);
    expect(await listed('brief')).toEqual([id]);
    expect((await setup.api.connections.check(id)).result).toBe('alive');
  });

  test('cannot have a slug that the settings use: they win, and have claimed it', async () => {
    const slug = parseProductId('erp');
    const products = openProductRepository(table());
    const claimed = await vi.waitFor(async () => {
      setup.moveClock(5 * 60_000);
      const found = await products.find(slug);
      expect(found?.source).toBe('settings');
      return found;
    }, 30_000);
    expect(claimed?.name).toBe('Acme ERP');
    expect(await products.create({ ...(await made('other')), slug })).toBe(false);
  });
});

describe('what a vendor asks', () => {
  test('is answered before the store is connected, and read by the backend alone', async () => {
    const integration = await publishForm(table(), FIELDS);
    await made('asking', { integration });
    const store = await setup.store({}, 'asking');
    const { merchant, question } = await questionOf(store);
    const wrong = await merchant.submit(question, { ...GIVEN, 'answer.vat': 'DE', decision: 'yes' });
    expect([wrong.status, wrong.text.includes('Nothing has been connected yet')]).toEqual([422, true]);
    const end = await merchant.settle(await merchant.submit(wrong, { ...GIVEN, decision: 'yes' }));
    expect(end.url).toBe(store.successCallback);
    const id = (await setup.connectionOf(store, 'asking'))?.connection ?? '';
    const answers = { vat: 'DE123456789', orders: 1200, terms: true };
    expect(await setup.api.connections.answers(id)).toEqual({ connection: id, answers });

    const narrow = setup.apiWith('connections:read connections:credentials');
    await expect(narrow.connections.answers(id)).rejects.toMatchObject({ code: 'forbidden' });
    const log = readFileSync(join(setup.dataFolder, 'handfast.log'), 'utf8');
    for (const text of [
      log,
      JSON.stringify(setup.local.events),
      JSON.stringify(await listed('asking')),
      end.way.join(),
    ]) {
      expect(text).not.toContain('DE123456789');
    }

    const anew = await questionOf(store, 'reauthorize');
    expect(anew.question.document.querySelector('[name="answer.vat"]')?.getAttribute('value')).toBe('DE123456789');
    await anew.merchant.settle(
      await anew.merchant.submit(anew.question, { ...GIVEN, 'answer.orders': '', decision: 'yes' }),
    );
    await vi.waitFor(async () =>
      expect((await setup.api.connections.answers(id)).answers).toEqual({ vat: 'DE123456789', terms: true }),
    );
    const connection = await openConnectionRepository(table()).find(parseConnectionId(id));
    expect(connection?.kind).toBe('reauthorized');
  });
});
