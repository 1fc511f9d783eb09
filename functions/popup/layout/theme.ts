import type { Accent } from '../../domain/product.ts';
import { FORM_STYLE } from './form-stylesheet.ts';
import { STYLE } from './stylesheet.ts';

/** Of a product that has set none. */
const OWN_ACCENT: Accent = { fill: '#1f5fd0', ink: '#ffffff', onLight: '#1f5fd0', onDark: '#7aa7ff' };

/** The style sheet in a vendor's colour, for a page with or without fields. It must reach the page unchanged, since its hash is in the policy. */
export function stylesheetFor(accent: Accent = OWN_ACCENT, hasFields = false): string {
  const { fill, ink, onLight, onDark } = accent;
  return `
:root { --fill: ${fill}; --fill-ink: ${ink}; --accent: ${onLight}; }
@media (prefers-color-scheme: dark) { :root { --accent: ${onDark}; } }
${STYLE}${hasFields ? FORM_STYLE : ''}`;
}
