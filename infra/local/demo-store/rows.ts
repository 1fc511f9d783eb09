import { randomInt } from 'node:crypto';

/** What an admin enters, or a module brings along. */
export type NewIntegration = {
  name: string;
  email?: string;
  endpointUrl: string;
  identityLinkUrl: string;
  /** ACL ids; absent = a set that lets the usual reads through. */
  resources?: readonly string[];
  /** As in Magento's column `setup_type`: 1 for what a module brings along. Default 0. */
  setupType?: 0 | 1;
};

export type IntegrationRow = {
  readonly id: number;
  readonly consumerId: number;
  readonly name: string;
  readonly email: string;
  endpointUrl: string;
  identityLinkUrl: string;
  readonly setupType: 0 | 1;
  resources: readonly string[];
  active: boolean;
};

export type ConsumerRow = { readonly id: number; readonly key: string; readonly secret: string; updatedAt: Date };

/** A row of `oauth_token`. It is converted in place on its way from verifier to access token. */
export type TokenRow = {
  readonly id: number;
  readonly consumerId: number;
  readonly verifier: string;
  readonly createdAt: Date;
  type: 'verifier' | 'request' | 'access';
  token: string;
  secret: string;
};

/** Every row of a store. Nonces are no part of it: whoever repeats one after a restart is answered. */
export type Rows = {
  readonly lastId: number;
  readonly integrations: readonly IntegrationRow[];
  readonly consumers: readonly ConsumerRow[];
  readonly tokens: readonly TokenRow[];
};

/** Where a store keeps its rows. */
export type RowStorage = {
  /** What was saved last; undefined if nothing was. */
  load(): Rows | undefined;
  /** Called after each change, before the answer that tells of it. */
  save(rows: Rows): void;
};

/** What an integration may do if nothing else is said: read everything, comment on orders, ship them, and change stock. */
export const USUAL_RESOURCES: readonly string[] = [
  'Magento_Backend::store',
  'Magento_Catalog::attributes_attributes',
  'Magento_Catalog::catalog',
  'Magento_Catalog::categories',
  'Magento_Catalog::products',
  'Magento_Cms::page',
  'Magento_Customer::customer',
  'Magento_Customer::group',
  'Magento_InventoryApi::source',
  'Magento_InventoryApi::stock_source_item_assign',
  'Magento_InventorySalesApi::stock',
  'Magento_Sales::actions_view',
  'Magento_Sales::comment',
  'Magento_Sales::sales_creditmemo',
  'Magento_Sales::sales_invoice',
  'Magento_Sales::ship',
  'Magento_Sales::shipment',
  'Magento_Tax::manage_tax',
];

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 32 characters of `a-z0-9`: the shape of every key, secret, token and verifier. */
export function randomKey(): string {
  return Array.from({ length: 32 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
