import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PRODUCT_SLUGS_KEY } from '../../../functions/adapters/dynamodb/integrations/product-item.ts';
import { openProductRepository } from '../../../functions/adapters/dynamodb/integrations/product-repository.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import { newProductUuid, settingsProductUuid } from '../../../functions/domain/integrations/integration-ids.ts';
import { RUNTIME_PRODUCTS_MAX, type RuntimeProduct } from '../../../functions/domain/integrations/runtime-product.ts';
import { claimSlugs } from '../../../functions/health/claim-slugs.ts';
import { publishedProducts } from '../../../functions/products/published-products.ts';
import { openRuntimeProducts } from '../../../functions/products/runtime-products.ts';
import { embeddedTable } from '../dynamodb/embedded-table.ts';

const SETTINGS = [{ id: 'erp', name: 'Acme ERP' }];
const LOGO = `data:image/png;base64,${Buffer.from('\x89PNG').toString('base64')}`;
const AT = '2026-11-21T12:00:00.000Z';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let reads = 0;
let nowMs: number;
let count = 0;
const now = () => new Date(nowMs);
beforeAll(async () => {
  table = await embeddedTable();
  const send = table.client.send.bind(table.client);
  vi.spyOn(table.client, 'send').mockImplementation((...asked: Parameters<typeof send>) => {
    reads += 1;
    return send(...asked);
  });
});
afterAll(() => table.close());
beforeEach(() => {
  nowMs = Date.parse(AT);
  reads = 0;
});

const items = () => openProductRepository(table);
const warm = () => publishedProducts(SETTINGS, {}, openRuntimeProducts(items(), now));
const unknown = expect.objectContaining({ code: 'product_unknown' });

async function made(more: Partial<RuntimeProduct> = {}): Promise<RuntimeProduct> {
  count += 1;
  const product: RuntimeProduct = {
    slug: parseProductId(`made-${count}`),
    uuid: newProductUuid(),
    source: 'runtime',
    name: `Made ${count}`,
    owner: 'operator',
    revision: 1,
    createdAt: AT,
    modifiedAt: AT,
    ...more,
  };
  await items().create(product);
  await items().list(product.slug);
  return product;
}

describe('a product made at run time', () => {
  test('is found with its name, support URL, languages and logo', async () => {
    const brand = { supportUrl: 'https://help.example/', languages: ['de', 'en'], logo: LOGO };
    const { slug, name } = await made(brand);
    expect(await warm().find(slug)).toEqual({ id: slug, name, brand });
  });

  test('is read once a minute, and its list once a minute', async () => {
    const { slug } = await made();
    const { find } = warm();
    reads = 0;
    await Promise.all([find(slug), find(slug)]);
    nowMs += 59_000;
    await find(slug);
    expect(reads).toBe(2);
    nowMs += 1_001;
    await find(slug);
    expect(reads).toBe(4);
  });

  test('is known to those who need its id alone by the list', async () => {
    const { slug } = await made();
    reads = 0;
    expect(await warm().findId(slug)).toEqual({ id: slug });
    expect(reads).toBe(1);
  });

  test('is found by a warm function five seconds after it was made', async () => {
    const { find } = warm();
    await expect(find('made-later')).rejects.toEqual(unknown);
    const { slug } = await made({ slug: parseProductId('made-later') });
    await expect(find(slug)).rejects.toEqual(unknown);
    nowMs += 5_000;
    expect((await find(slug)).id).toBe(slug);
  });

  test('has no logo, link or language that a page must not show', async () => {
    for (const logo of ['data:image/svg+xml,<svg>', 'https://evil.example/x.png', `${LOGO}" onload="`]) {
      expect((await warm().find((await made({ logo })).slug)).brand).toEqual({});
    }
    const large = `data:image/png;base64,${'A'.repeat(10 * 1024 * 2)}`;
    expect((await warm().find((await made({ logo: large })).slug)).brand).toEqual({});
    const supportUrl = 'javascript:alert(1)';
    expect((await warm().find((await made({ supportUrl, languages: [] })).slug)).brand).toEqual({});
  });

  test('that was deleted is found no more, though its connections are listed still', async () => {
    const product = await made();
    await items().change(product, { deletedAt: AT }, AT);
    await items().unlist(product.slug);
    await expect(warm().find(product.slug)).rejects.toEqual(unknown);
    await expect(warm().findId(product.slug)).rejects.toEqual(unknown);
    expect(await warm().ids()).toContain(product.slug);
    expect(await items().slugs()).not.toContain(product.slug);
  });

  test('that was marked as deleted and not yet taken off the list is not shown', async () => {
    const product = await made();
    await items().change(product, { deletedAt: AT }, AT);
    await expect(warm().find(product.slug)).rejects.toEqual(unknown);
  });
});

describe('the settings', () => {
  test('win over a slug made at run time, and are asked without a read', async () => {
    await made({ slug: parseProductId('erp'), name: 'Impostor' });
    reads = 0;
    expect((await warm().find('erp')).name).toBe('Acme ERP');
    expect(reads).toBe(0);
    const ids = await warm().ids();
    expect(ids.filter((id) => id === 'erp')).toHaveLength(1);
    expect(ids[0]).toBe('erp');
  });

  test('claim their slugs in the table, once in the life of a function', async () => {
    const products = [{ id: 'crm', name: 'Acme CRM' }];
    const claimed = claimSlugs({ productItems: items(), now }, products);
    await claimed();
    const item = await items().find(parseProductId('crm'));
    expect(item).toMatchObject({ source: 'settings', uuid: settingsProductUuid(parseProductId('crm')) });
    expect(await items().slugOf(settingsProductUuid(parseProductId('crm')))).toBe('crm');
    expect(await items().slugs()).not.toContain('crm');
    reads = 0;
    await claimed();
    expect(reads).toBe(0);
    nowMs += 1;
    await claimSlugs({ productItems: items(), now }, products)();
    expect(await items().find(parseProductId('crm'))).toEqual(item);
  });

  test('that cannot be claimed hold up no health check, and are tried again', async () => {
    const create = vi.fn(async () => true);
    const claimUuid = vi.fn(async () => true).mockRejectedValueOnce(new Error('throttled'));
    const claimed = claimSlugs({ productItems: { create, claimUuid }, now }, SETTINGS);
    await claimed();
    expect(create).not.toHaveBeenCalled();
    await claimed();
    expect(create).toHaveBeenCalledOnce();
  });
});

describe('a flood of slugs that nobody made', () => {
  test('costs one read in five seconds', async () => {
    const { find, findId } = warm();
    for (let second = 0; second < 10; second += 1) {
      for (let one = 0; one < 100; one += 1) await expect(find(`flood-${second}-${one}`)).rejects.toEqual(unknown);
      await Promise.all(Array.from({ length: 50 }, (_, one) => findId(`at-once-${one}`).catch(() => {})));
      nowMs += 1_000;
    }
    expect(reads).toBe(2);
  });

  test('costs nothing where they are no slugs at all', async () => {
    for (const id of ['', 'UPPER', 'a'.repeat(33), '../x', '__proto__', 'constructor ']) {
      await expect(warm().find(id)).rejects.toEqual(unknown);
    }
    expect(reads).toBe(0);
  });
});

test('a read of the list that failed is not remembered', async () => {
  const allSlugs = vi.fn(async () => ({ live: [parseProductId('late')], deleted: [] }));
  allSlugs.mockRejectedValueOnce(new Error('throttled'));
  const products = openRuntimeProducts({ allSlugs, find: async () => undefined }, now);
  await expect(products.listed('late')).rejects.toThrow('throttled');
  expect(await products.listed('late')).toBe('late');
});

test('there are at most a thousand products, and a thousand deleted ones', async () => {
  const fresh = await embeddedTable();
  const repository = openProductRepository(fresh);
  const slugs = (from: string) => new Set(Array.from({ length: RUNTIME_PRODUCTS_MAX - 1 }, (_, at) => `${from}${at}`));
  const Item = { pk: PRODUCT_SLUGS_KEY, slugs: slugs('live'), deleted: slugs('gone') };
  await fresh.client.send(new PutCommand({ TableName: fresh.name, Item }));
  const [one, other] = [parseProductId('one'), parseProductId('other')];
  expect(await repository.list(one)).toBe(true);
  expect(await repository.list(other)).toBe(false);
  expect(await repository.list(one)).toBe(true);
  await repository.unlist(one);
  expect(await repository.slugs()).toHaveLength(RUNTIME_PRODUCTS_MAX - 1);
  expect(await repository.list(other)).toBe(false);
  await fresh.close();
});
