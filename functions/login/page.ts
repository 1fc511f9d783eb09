import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { WebAnswer } from '../adapters/edge/web-door.ts';
import { STYLE } from './style.ts';

/** Text in which every value has been escaped. */
export type Markup = ReturnType<typeof html>;

export type Page = {
  readonly status?: number;
  /** The product's name, above everything; absent where none is known. */
  readonly product?: string | undefined;
  readonly title: string;
  readonly content: Markup;
  /** Names that may be as long as a host: then everything is set smaller, for what is hidden is not agreed to. */
  readonly names?: readonly (string | undefined)[];
  /** Where the browser goes by itself, at once. */
  readonly next?: string | undefined;
};

/** How many characters of names the popup holds in its normal size, whatever else it shows. */
const ROOMY_CHARACTERS = 120;

const STYLE_HASH = createHash('sha256').update(STYLE, 'utf8').digest('base64');

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** What every answer to a browser carries, refusals and redirects too. */
export const GUARDS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  // `same-origin` would cut Magento's handle on the popup, and Magento would take it for closed.
  'cross-origin-opener-policy': 'unsafe-none',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  // The popup's own address holds a secret of the admin's session.
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function page({ status = 200, product, title, content, names = [], next }: Page): WebAnswer {
  const dense = names.join('').length > ROOMY_CHARACTERS;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${next === undefined ? '' : html`<meta http-equiv="refresh" content="0; url=${next}">`}
<title>${product === undefined ? title : `${title} – ${product}`}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${product === undefined ? '' : html`<header>${product}</header>`}
<main${dense ? raw(' class="dense"') : ''}>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  return { status, headers: { ...GUARDS, 'content-type': 'text/html; charset=utf-8' }, body: String(document) };
}

/** 303: the browser goes on with GET, also after a form. The address is sent to the letter. */
export function redirect(location: string, cookies: readonly string[] = []): WebAnswer {
  return { status: 303, headers: { ...GUARDS, location }, cookies, body: '' };
}
