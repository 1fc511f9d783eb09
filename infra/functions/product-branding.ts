import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProductNames } from '../../functions/adapters/lambda/environment.ts';
import type { Brand } from '../../functions/domain/product.ts';
import { BRANDS_FILE } from '../../functions/products/branding.ts';
import { accentOf } from '../settings/products/accent-color.ts';
import type { Settings } from '../settings/settings.ts';

type ProductSettings = Settings['products'][number];

/** What functions are told in their environment, which holds 4 KB in all. */
export function namesOf(products: readonly ProductSettings[]): ProductNames[] {
  return products.map(({ id, name }) => ({ id, name }));
}

/** Writes each product's branding beside the code in `folder`. */
export function writeBrands(folder: string, products: readonly ProductSettings[]): void {
  const brands = Object.fromEntries(products.map((product) => [product.id, brandOf(product)]));
  writeFileSync(join(folder, BRANDS_FILE), JSON.stringify(brands));
}

function brandOf({ logo, accentColor, supportUrl, languages }: ProductSettings): Brand {
  return {
    ...(logo === undefined ? {} : { logo }),
    ...(accentColor === undefined ? {} : { accent: accentOf(accentColor) }),
    ...(supportUrl === undefined ? {} : { supportUrl }),
    ...(languages === undefined ? {} : { languages }),
  };
}
