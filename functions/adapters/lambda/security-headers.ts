import { createHash } from 'node:crypto';

/** A page's inline style and script: the policy allows exactly these, by their hashes. */
export type Inline = {
  readonly style?: string;
  readonly script?: string | undefined;
  readonly ownStylesheets?: boolean;
  /** Where forms may lead, where that is not this site alone. */
  readonly formAction?: string;
  /** Whether the page may be cut off from the window that opened it, and its address known to this site. */
  readonly standsAlone?: boolean;
};

/** What every answer to a browser carries, refusals and redirects too. */
export function securityHeaders(inline: Inline = {}): Record<string, string> {
  return {
    'content-security-policy': policy(inline),
    'cache-control': 'no-store',
    // `same-origin` would cut Magento's handle on the popup, and Magento would take it for closed.
    'cross-origin-opener-policy': inline.standsAlone ? 'same-origin' : 'unsafe-none',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    // The popup's own address holds a secret of the admin's session. Of forms on a page without a referrer, browsers hide
    // the origin; over plain http they say nothing else of where a form comes from.
    'referrer-policy': inline.standsAlone ? 'same-origin' : 'no-referrer',
    'strict-transport-security': 'max-age=63072000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

function policy({ style, script, ownStylesheets = false, formAction = "'self'" }: Inline): string {
  return [
    "default-src 'none'",
    // A logo is part of the page, too. Nothing is ever asked of another site.
    ...(style === undefined ? [] : [`style-src '${hashOf(style)}'${ownStylesheets ? " 'self'" : ''}`, 'img-src data:']),
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`, "connect-src 'self'"]),
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
