import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseProductId } from '../../../functions/domain/ids.ts';
import { settingsProductUuid } from '../../../functions/domain/integrations/integration-ids.ts';
import { RUNTIME_PRODUCTS_MAX } from '../../../functions/domain/integrations/runtime-product.ts';
import { type GraphQlSetup, openGraphQl } from './graphql-setup.ts';

/** A picture of one pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const ID = '06ea7f9d-4a1b-4a00-810f-089ac43972e2';

let used: readonly string[] = [];
let setup: GraphQlSetup;
beforeAll(async () => {
  setup = await openGraphQl({
    listings: {
      byProduct: async (product) => ({ items: used.includes(product) ? [connection(product)] : [] }),
    },
  });
});
afterAll(() => setup.close());

function connection(product: string) {
  return listedConnection.parse({ product });
}
const listedConnection =
  z.custom<Awaited<ReturnType<GraphQlSetup['deps']['listings']['byProduct']>>['items'][number]>();

const create = (input: object, selection = '') => setup.change('createProduct', input, selection);
const refused = (name: string, input: object) => setup.refused(name, input);
const idOf = (payload: object) => z.object({ product: z.object({ id: z.string() }) }).parse(payload).product.id;

describe('creating a product', () => {
  test('makes a slug of its name, and says where Magento finds it', async () => {
    const selection = 'product { slug name revision readOnly callbackUrl loginUrl version }';
    expect(await create({ name: '1. Ünïque ERP & Co' }, selection)).toEqual({
      product: {
        slug: 'unique-erp-co',
        name: '1. Ünïque ERP & Co',
        revision: 1,
        readOnly: false,
        callbackUrl: 'https://connect.example/unique-erp-co/callback',
        loginUrl: 'https://connect.example/unique-erp-co/login',
        version: 'WORKING',
      },
      userErrors: null,
    });
    expect(await setup.deps.products.slugs()).toContain('unique-erp-co');
  });

  test('with the same id again changes nothing', async () => {
    const made = await create({ id: ID, name: 'Acme', slug: 'acme' }, 'product { id name }');
    expect(made).toEqual({ product: { id: ID, name: 'Acme' }, userErrors: null });
    expect(await create({ id: ID, name: 'Other', slug: 'other' }, 'product { id name }')).toEqual(made);
  });

  test('stopped before it was listed is finished by a repetition', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const stopped = await openGraphQl({
      ...setup.deps,
      products: { ...setup.deps.products, list: () => Promise.reject(new Error('stopped')) },
    });
    await expect(stopped.change('createProduct', { id, name: 'Late', slug: 'late' })).rejects.toThrow();
    await stopped.close();
    expect(await setup.deps.products.slugs()).not.toContain('late');
    await create({ id, name: 'Late', slug: 'late' });
    expect(await setup.deps.products.slugs()).toContain('late');
  });

  test.each([
    ['a slug that a product has', { name: 'A', slug: 'acme' }, ['SLUG_TAKEN']],
    ['a slug of the settings', { name: 'A', slug: 'demo' }, ['SLUG_TAKEN']],
    ['a reserved slug', { name: 'A', slug: 'console' }, ['INPUT_INVALID']],
    ['a slug that cannot be one', { name: 'A', slug: 'A b' }, ['INPUT_INVALID']],
    ['a name that no slug can be made of', { name: '123' }, ['INPUT_INVALID']],
    ['an empty name', { name: '' }, ['INPUT_INVALID']],
    ['an id that is none', { name: 'A', id: 'x' }, ['INPUT_INVALID']],
    ['a support URL that runs a script', { name: 'A', supportUrl: 'javascript:alert(1)' }, ['INPUT_INVALID']],
    ['a logo that is no PNG', { name: 'A', logo: btoa('<svg onload=alert(1)>') }, ['INPUT_INVALID']],
    ['a logo that is too large', { name: 'A', logo: PNG.slice(0, 40) + 'A'.repeat(14_000) }, ['INPUT_INVALID']],
    ['a language that is none', { name: 'A', languages: ['<b>'] }, ['INPUT_INVALID']],
  ])('with %s is refused', async (_, input, codes) => {
    expect(await refused('createProduct', input)).toEqual(codes);
  });

  test('with a slug to which stores are connected, of settings of once, is refused', async () => {
    used = ['former'];
    expect(await refused('createProduct', { name: 'A', slug: 'former' })).toEqual(['SLUG_TAKEN']);
    used = [];
  });

  test('stops at as many as there may be', async () => {
    const full = await openGraphQl({
      products: { ...setup.deps.products, slugs: async () => Array(RUNTIME_PRODUCTS_MAX).fill(parseProductId('a')) },
    });
    expect(await full.refused('createProduct', { name: 'One more' })).toEqual(['TOO_MANY_PRODUCTS']);
    await full.close();
  });
});

describe('changing a product', () => {
  test('sets what is given, and removes what is null', async () => {
    const brand = { supportUrl: 'mailto:help@acme.example', languages: ['en', 'de'], logo: PNG };
    const id = idOf(await create({ name: 'Brand', ...brand }, 'product { id }'));
    const shown = 'product { name supportUrl languages logo revision }';
    expect(await setup.change('updateProduct', { id, name: 'Brand 2' }, shown)).toEqual({
      product: { name: 'Brand 2', ...brand, logo: `data:image/png;base64,${PNG}`, revision: 2 },
      userErrors: null,
    });
    expect(await setup.change('updateProduct', { id, logo: null, languages: null }, shown)).toMatchObject({
      product: { logo: null, languages: null, supportUrl: brand.supportUrl, revision: 3 },
    });
    expect(await refused('updateProduct', { id, revision: 1, name: 'C' })).toEqual(['REVISION_CONFLICT']);
  });

  test('of the settings is refused', async () => {
    const id = settingsProductUuid(parseProductId('demo'));
    expect(await refused('updateProduct', { id, name: 'Mine' })).toEqual(['PRODUCT_READ_ONLY']);
    expect(await refused('deleteProduct', { id })).toEqual(['PRODUCT_READ_ONLY']);
    expect(await refused('updateProduct', { id: '22222222-2222-4222-8222-222222222222' })).toEqual(['NOT_FOUND']);
  });
});

describe('deleting a product', () => {
  test('takes it off the list, keeps its slug and its id taken, and is repeated without harm', async () => {
    const id = idOf(await create({ name: 'Gone' }, 'product { id }'));
    for (const _ of [1, 2]) {
      expect(await setup.change('deleteProduct', { id }, 'deletedId')).toEqual({ deletedId: id, userErrors: null });
    }
    expect(await setup.deps.products.slugs()).not.toContain('gone');
    expect(await refused('createProduct', { name: 'Gone' })).toEqual(['SLUG_TAKEN']);
    expect(await refused('createProduct', { id, name: 'Gone again' })).toEqual(['ID_TAKEN']);
    expect(await refused('updateProduct', { id, name: 'Back' })).toEqual(['NOT_FOUND']);
    const { data } = await setup.ask('{ product(id: "gone") { id } products(first: 50) { nodes { slug } } }');
    expect(data?.['product']).toBeNull();
    expect(JSON.stringify(data)).not.toContain('gone');
  });

  test('is refused while it is linked, or stores are connected', async () => {
    const id = idOf(await create({ name: 'Busy' }, 'product { id }'));
    const integrationId = await setup.create({ createUrl: 'https://a.example' });
    await setup.change('publishProductIntegration', { integrationId });
    await setup.change('linkProductIntegration', { productId: id, integrationId });
    expect(await refused('deleteProduct', { id })).toEqual(['PRODUCT_LINKED']);
    await setup.change('unlinkProductIntegration', { productId: id, integrationId });
    used = ['busy'];
    expect(await refused('deleteProduct', { id })).toEqual(['PRODUCT_IN_USE']);
    used = [];
    expect(await refused('deleteProduct', { id })).toEqual([]);
  });
});

test('products come in pages, sorted by their slugs', async () => {
  const page = async (after: string | null) => {
    const { data } = await setup.ask(
      'query ($after: String) { products(first: 2, after: $after) { nodes { slug } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    return z
      .object({
        products: z.object({
          nodes: z.array(z.object({ slug: z.string() })),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        }),
      })
      .parse(data).products;
  };
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Awaited<ReturnType<typeof page>> = await page(after);
    seen.push(...nodes.map(({ slug }) => slug));
    after = pageInfo.endCursor;
  } while (after !== null);
  expect(seen).toEqual([...new Set(seen)].toSorted());
  expect(seen).toEqual(expect.arrayContaining(['acme', 'demo', 'late']));
});
