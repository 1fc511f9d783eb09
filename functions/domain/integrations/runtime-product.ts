import type { ProductId } from '../ids.ts';
import type { IntegrationId, ProductUuid } from './integration-ids.ts';

export const RUNTIME_PRODUCTS_MAX = 1_000;
export const LOGO_MAX_BYTES = 10 * 1024;

/** A product made at run time, or what is linked to one of the settings. */
export type RuntimeProduct = {
  readonly slug: ProductId;
  readonly uuid: ProductUuid;
  /** Names, logos and languages of the settings' products stay in the settings. */
  readonly source: 'runtime' | 'settings';
  readonly name: string;
  readonly supportUrl?: string | undefined;
  readonly languages?: readonly string[] | undefined;
  /** A PNG as a whole `data:` URL. */
  readonly logo?: string | undefined;
  /** The client or operator who made it. */
  readonly owner: string;
  readonly revision: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly integration?: IntegrationId | undefined;
  /** A deleted product leaves its slug taken: stores of other merchants may still name it. */
  readonly deletedAt?: string | undefined;
};
