import * as z from 'zod';
import type { DemoStoreOptions } from '../../../../infra/local/demo-store/demo-store.ts';
import type { Reply } from '../oauth/signed-call.ts';
import { signedCall } from '../oauth/signed-call.ts';
import type { Shop } from '../shop.ts';
import { connect, openShop } from '../shop.ts';

type Filter = readonly [group: number, field: string, condition: string, value: string];

const page = z.object({
  items: z.array(z.record(z.string(), z.unknown())).nullable(),
  total_count: z.number().optional(),
});

export type Page = z.infer<typeof page>;

/** What a search asks for; filters of one group are alternatives. */
export type Search = {
  readonly filters?: readonly Filter[];
  readonly sort?: readonly (readonly [field: string, direction: 'ASC' | 'DESC'])[];
  readonly size?: number;
  readonly page?: number;
  readonly fields?: string;
};

function queryOf({ filters = [], sort = [], size = 300, page: number = 1, fields }: Search): string {
  const parts = filters.flatMap(([group, field, condition, value], at) => {
    const name = `searchCriteria[filter_groups][${group}][filters][${at}]`;
    return [
      `${name}[field]=${field}`,
      `${name}[condition_type]=${condition}`,
      `${name}[value]=${encodeURIComponent(value)}`,
    ];
  });
  const sorts = sort.flatMap(([field, direction], at) => [
    `searchCriteria[sortOrders][${at}][field]=${field}`,
    `searchCriteria[sortOrders][${at}][direction]=${direction}`,
  ]);
  const paging = [`searchCriteria[pageSize]=${size}`, `searchCriteria[currentPage]=${number}`];
  return [
    ...parts,
    ...sorts,
    ...paging,
    ...(fields === undefined ? [] : [`fields=${encodeURIComponent(fields)}`]),
  ].join('&');
}

export type Connected = {
  readonly shop: Shop;
  send(method: string, path: string, body?: unknown): Promise<Reply>;
  list(path: string, search?: Search): Promise<Page>;
  /** A single record. */
  read(path: string): Promise<Record<string, unknown>>;
};

/** A shop whose integration may do everything. */
export async function connectedShop(options: DemoStoreOptions = {}): Promise<Connected> {
  const shop = await openShop(options);
  const { keys, token } = await connect(shop);
  shop.setResources(shop.id, ['Magento_Backend::all']);
  const send = (method: string, path: string, body?: unknown) =>
    signedCall({
      method,
      url: `${shop.baseUrl}rest/${path}`,
      ...keys,
      token,
      now: shop.clock.now,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(options.generation && { generation: options.generation }),
    });
  return {
    shop,
    send,
    list: async (path, search = {}) => page.parse(JSON.parse((await send('GET', `${path}?${queryOf(search)}`)).body)),
    read: async (path) => z.record(z.string(), z.unknown()).parse(JSON.parse((await send('GET', path)).body)),
  };
}
