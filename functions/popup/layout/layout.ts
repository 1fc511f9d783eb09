import type { WebRequest } from '../../adapters/lambda/http-handler.ts';
import type { ServedProduct } from '../../products/published-products.ts';
import { isLanguage, LANGUAGES, type Language } from '../texts/languages.ts';
import { type Voice, voiceOf } from '../texts/translator.ts';
import { languageOf } from './language.ts';

/** What every page has around its content. */
export type Frame = {
  readonly voice: Voice;
  /** The languages to choose from. */
  readonly offered: readonly Language[];
  /** Absent where the address names none that is served. */
  readonly product: ServedProduct | undefined;
  /** Where the same page is found again. Has a parameter, and holds no secret. */
  readonly here: string;
};

/** A frame around a page of a product. */
export type ProductFrame = Frame & { readonly product: ServedProduct };

export function frameOf(request: WebRequest, product: ServedProduct, here: string): ProductFrame;
export function frameOf(request: WebRequest, product: ServedProduct | undefined, here: string): Frame;
export function frameOf(request: WebRequest, product: ServedProduct | undefined, here: string): Frame {
  const offered = product?.brand.languages?.filter(isLanguage) ?? LANGUAGES;
  return { voice: voiceOf(languageOf(request, offered)), offered, product, here };
}
