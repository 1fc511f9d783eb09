import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../../functions/adapters/lambda/caller.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import { LINKED_PRODUCTS_MAX } from '../../../functions/domain/integrations/integration.ts';
import { parseIntegrationId, settingsProductUuid } from '../../../functions/domain/integrations/integration-ids.ts';
import { type GraphQlSetup, openGraphQl } from './graphql-setup.ts';

const client = (name: string, ...scopes: string[]): Caller => ({
  client: name,
  scopes: scopes.length === 0 ? 'all' : new Set(scopes),
  products: 'as-bound',
});
const ACME = client('acme');
const BOLT = client('bolt');

let setup: GraphQlSetup;
beforeAll(async () => {
  setup = await openGraphQl({
    settingsProducts: ['demo', 'acme-one', 'acme-two', 'bolt'].map((id) => ({ id, name: id })),
    clients: [
      { id: 'operator' },
      { id: 'acme', products: ['acme-one', 'acme-two'] },
      { id: 'bolt', products: ['bolt'] },
    ],
  });
});
afterAll(() => setup.close());

const uuid = (slug: string) => settingsProductUuid(parseProductId(slug));
const link = (slug: string, integrationId: string, caller?: Caller) =>
  setup.refused('linkProductIntegration', { productId: uuid(slug), integrationId }, caller);
const unlink = (slug: string, integrationId: string, caller?: Caller) =>
  setup.refused('unlinkProductIntegration', { productId: uuid(slug), integrationId }, caller);

async function published(caller?: Caller): Promise<string> {
  const id = await setup.create({ name: 'Shared', createUrl: 'https://a.example' }, caller);
  await setup.refused('publishProductIntegration', { integrationId: id }, caller);
  return id;
}

describe('scopes', () => {
  const scopes = { read: 'integrations:read', write: 'integrations:write', products: 'products:write' };

  test('reading needs one that reads, writing the one that writes', async () => {
    const id = await setup.create();
    const reader = client('operator', scopes.read);
    expect(await setup.read(id, 'id', reader)).toEqual({ id });
    expect(await setup.read(id, 'id', client('operator', scopes.write))).toEqual({ id });
    await expect(setup.read(id, 'id', client('operator', scopes.products))).rejects.toThrow('needs the scope');
    expect(await setup.refused('updateProductIntegration', { id, name: 'A' }, reader)).toEqual(['FORBIDDEN']);
    expect(
      await setup.refused('updateProductIntegration', { id, name: 'A' }, client('operator', scopes.products)),
    ).toEqual(['FORBIDDEN']);
  });

  test('products need their own, and no client that is bound to products has it', async () => {
    const make = (caller: Caller) => setup.refused('createProduct', { name: 'Mine' }, caller);
    expect(await make(client('operator', scopes.write))).toEqual(['FORBIDDEN']);
    expect(await make(client('acme', scopes.products))).toEqual(['FORBIDDEN']);
    expect(await make(client('operator', scopes.products))).toEqual([]);
  });

  test('a client that the settings do not name is not let in', async () => {
    await expect(setup.ask('{ __typename }', {}, client('stranger'))).rejects.toMatchObject({ code: 'client_unknown' });
  });
});

describe('a client that is bound to products', () => {
  test('sees integrations that it made, or that its products use, and no other', async () => {
    const own = await setup.create({ name: 'own' }, ACME);
    const linked = await published();
    const hidden = await setup.create({ name: 'hidden' });
    await link('acme-one', linked);
    const { data } = await setup.ask('{ productIntegrations(first: 50) { nodes { id } } }', {}, ACME);
    expect(data).toEqual({ productIntegrations: { nodes: [{ id: linked }, { id: own }] } });
    expect(await setup.read(hidden, 'id', ACME)).toBeNull();
    expect(await setup.read(linked, 'id', BOLT)).toBeNull();
    expect(await setup.refused('updateProductIntegration', { id: hidden, name: 'A' }, ACME)).toEqual(['NOT_FOUND']);
    expect(await setup.refused('replayDeliveries', { integrationId: hidden, ids: [] }, ACME)).toEqual(['NOT_FOUND']);
    const { errors } = await setup.ask(`{ auditEntries(integrationId: "${hidden}") { nodes { by } } }`, {}, ACME);
    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    await unlink('acme-one', linked);
    expect(await setup.read(linked, 'id', ACME)).toBeNull();
  });

  test('sees its products only', async () => {
    const { data } = await setup.ask('{ products { nodes { slug readOnly } } product(id: "bolt") { id } }', {}, ACME);
    expect(data).toEqual({
      products: {
        nodes: [
          { slug: 'acme-one', readOnly: true },
          { slug: 'acme-two', readOnly: true },
        ],
      },
      product: null,
    });
  });

  test('may change one that only its products use, until others use it too', async () => {
    const id = await published();
    await link('acme-one', id);
    expect(await setup.refused('updateProductIntegration', { id, name: 'A' }, ACME)).toEqual([]);
    await link('bolt', id);
    expect(await setup.refused('updateProductIntegration', { id, name: 'B' }, ACME)).toEqual(['FORBIDDEN']);
    expect(await setup.refused('rotateProductIntegrationSigningSecret', { id }, BOLT)).toEqual(['FORBIDDEN']);
    expect(await setup.read(id, 'name', ACME)).toEqual({ name: 'A' });
    // Nor may it take its product away from there.
    expect(await link('acme-one', await published(ACME), ACME)).toEqual(['FORBIDDEN']);
    await unlink('acme-one', id);
    await unlink('bolt', id);
  });
});

describe('linking', () => {
  test('needs rights to both ends', async () => {
    const mine = await published(ACME);
    const theirs = await published(BOLT);
    expect(await link('bolt', mine, ACME)).toEqual(['NOT_FOUND']);
    expect(await link('acme-one', theirs, ACME)).toEqual(['NOT_FOUND']);
    expect(await link('acme-one', mine, ACME)).toEqual([]);
    expect(await unlink('acme-one', mine, BOLT)).toEqual(['NOT_FOUND']);
    expect(await unlink('acme-one', mine, ACME)).toEqual([]);
  });

  test('needs something published', async () => {
    expect(await link('demo', await setup.create())).toEqual(['NOT_PUBLISHED']);
  });

  test('gives a product one integration; the second product makes an integration read-only in the console', async () => {
    const [one, two] = [await published(), await published()];
    const state = (id: string) => setup.read(id, 'readOnlyInConsole products { nodes { slug } }');
    await link('acme-one', one);
    expect(await state(one)).toEqual({ readOnlyInConsole: false, products: { nodes: [{ slug: 'acme-one' }] } });
    await link('demo', one);
    expect(await state(one)).toMatchObject({ readOnlyInConsole: true });
    await link('demo', two);
    expect(await state(one)).toMatchObject({ readOnlyInConsole: false });
    expect(await state(two)).toMatchObject({ products: { nodes: [{ slug: 'demo' }] } });
    expect(await unlink('demo', one)).toEqual(['NOT_LINKED']);
    expect([await unlink('demo', two), await unlink('demo', two)]).toEqual([[], []]);
    await unlink('acme-one', one);
  });

  test('answers with the product, of the settings too', async () => {
    const id = await published();
    const selection = 'product { id version slug name integration { id } callbackUrl loginUrl }';
    const payload = await setup.change(
      'linkProductIntegration',
      { productId: uuid('demo'), integrationId: id },
      selection,
    );
    expect(payload).toEqual({
      product: {
        id: uuid('demo'),
        version: 'WORKING',
        slug: 'demo',
        name: 'demo',
        integration: { id },
        callbackUrl: 'https://connect.example/demo/callback',
        loginUrl: 'https://connect.example/demo/login',
      },
      userErrors: null,
    });
    expect(await setup.refused('deleteProductIntegration', { id })).toEqual(['INTEGRATION_LINKED']);
    await unlink('demo', id);
    expect(await setup.refused('deleteProductIntegration', { id })).toEqual([]);
  });

  test('stops at as many products as an integration may have', async () => {
    const id = await published();
    const own = parseIntegrationId(id);
    for (let at = 0; at < LINKED_PRODUCTS_MAX; at += 1) {
      if (own) await setup.deps.integrations.addProduct(own, parseProductId(`filler-${at}`));
    }
    expect(await link('demo', id)).toEqual(['TOO_MANY_LINKS']);
    // None of them is really linked, so nothing is in the way.
    expect(await setup.refused('deleteProductIntegration', { id })).toEqual([]);
  });

  test('and deleting at the same time end with both or neither', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await published();
      await Promise.all([link('demo', id), setup.refused('deleteProductIntegration', { id })]);
      const { data } = await setup.ask('{ product(id: "demo") { integration { id } } }');
      const isThere = (await setup.read(id, 'id')) !== null;
      const item = await setup.deps.products.find(parseProductId('demo'));
      expect([data?.['product'], item?.integration]).toEqual(
        isThere ? [{ integration: { id } }, id] : [{ integration: null }, undefined],
      );
      if (isThere) await unlink('demo', id);
    }
  });
});
