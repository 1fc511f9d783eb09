import type { ProductId } from '../domain/ids.ts';
import { askable } from '../domain/integrations/form-answers.ts';
import type { FormField } from '../domain/integrations/integration.ts';
import type { PublishedFieldsOf } from './published-fields.ts';

/** What merchants are asked before they connect a store to a product; empty where nothing is. */
export type FormOf = (product: ProductId) => Promise<readonly FormField[]>;

/** The form of what is published of a product's integration. */
export function openForms(published: PublishedFieldsOf): FormOf {
  return async (product) => askable((await published(product))?.fields.formFields ?? []);
}
