import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';

/** How something stands: well, to be looked at, broken, or neither. Told by shape and word besides the colour. */
export type Tone = 'good' | 'warn' | 'bad' | 'calm';

export function badge(tone: Tone, label: string): Markup {
  return html`<span class="badge ${tone}">${label}</span>`;
}
