import type { ProductId } from './ids.ts';

/** What a product's pages look like. */
export type Brand = {
  /** A whole `data:` URL: pages load nothing from anywhere. */
  readonly logo?: string | undefined;
  readonly accent?: Accent | undefined;
  /** https or mailto. */
  readonly supportUrl?: string | undefined;
  /** The languages offered; all of them by default. */
  readonly languages?: readonly string[] | undefined;
};

/** Colours as `#rrggbb`. */
export type Accent = {
  /** The vendor's colour as it is, and the colour of text on it. */
  readonly fill: string;
  readonly ink: string;
  /** The same hue, as much lighter or darker as text on a light or a dark page must be. */
  readonly onLight: string;
  readonly onDark: string;
};

/** A product that this deployment serves, as published. */
export type Product = { readonly id: ProductId; readonly name: string; readonly brand: Brand };
