import Color from 'colorjs.io/dist/color.js';
import { PALETTE } from '../../../functions/adapters/html/palette.ts';
import type { Brand } from '../../../functions/domain/product.ts';

/** WCAG 2.2, success criterion 1.4.3 (AA), for text of any size. */
export const TEXT_CONTRAST = 4.5;

/** One of the two always is far enough from any colour: 4.58 at least. */
const INKS = ['#ffffff', '#000000'] as const;
const LIGHTNESS_STEP = 0.01;

/** The colours that a vendor's one colour becomes: unchanged as a background, and adjusted wherever it is text. */
export function accentOf(hex: string): NonNullable<Brand['accent']> {
  const fill = hexOf(new Color(hex));
  return {
    fill,
    ink: contrast(fill, INKS[0]) >= contrast(fill, INKS[1]) ? INKS[0] : INKS[1],
    onLight: fitted(fill, Object.values(PALETTE.light), -LIGHTNESS_STEP),
    onDark: fitted(fill, Object.values(PALETTE.dark), LIGHTNESS_STEP),
  };
}

/** Contrast of two colours by WCAG 2: 1 to 21. */
export function contrast(one: string, other: string): number {
  return new Color(one).contrast(other, 'WCAG21');
}

/** The colour, in steps darker or lighter, once it can be read on all of the surfaces. Black and white always can. */
function fitted(hex: string, surfaces: readonly string[], step: number): string {
  const { l, c, h } = new Color(hex).oklch;
  for (let lightness = Number(l); lightness >= 0 && lightness <= 1; lightness += step) {
    const candidate = hexOf(new Color('oklch', [lightness, c ?? 0, h ?? 0]));
    if (surfaces.every((surface) => contrast(candidate, surface) >= TEXT_CONTRAST)) return candidate;
  }
  return step < 0 ? '#000000' : '#ffffff';
}

/** Six lower-case digits, within what screens of all kinds show. */
function hexOf(color: Color): string {
  return color.to('srgb').toGamut().toString({ format: 'hex', collapse: false }).slice(0, 7).toLowerCase();
}
