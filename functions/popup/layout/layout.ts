import type { HttpRequest } from '../../adapters/lambda/http-handler.ts';
import type { Product } from '../../domain/product.ts';
import { isLanguage, LANGUAGES, type Language } from '../texts/languages.ts';
import { type Translator, translatorFor } from '../texts/translator.ts';
import { languageOf } from './choose-language.ts';

/** What every page has around its content. */
export type Layout = {
  readonly translator: Translator;
  /** The languages to choose from. */
  readonly offered: readonly Language[];
  /** Absent where the address names none that is served. */
  readonly product: Product | undefined;
  /** Where the same page is found again. Has a parameter, and holds no secret. */
  readonly here: string;
};

/** The layout of a product's page. */
export type ProductLayout = Layout & { readonly product: Product };

export function layoutFor(request: HttpRequest, product: Product, here: string): ProductLayout;
export function layoutFor(request: HttpRequest, product: Product | undefined, here: string): Layout;
export function layoutFor(request: HttpRequest, product: Product | undefined, here: string): Layout {
  const offered = product?.brand.languages?.filter(isLanguage) ?? LANGUAGES;
  return { translator: translatorFor(languageOf(request, offered)), offered, product, here };
}
