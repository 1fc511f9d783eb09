import { html, raw } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { securityHeaders } from '../../adapters/lambda/security-headers.ts';
import { CLOSE_SCRIPT } from '../pages/close-script.ts';
import { PROGRESS_SCRIPT } from '../pages/progress-script.ts';
import { LANGUAGE_NAMES } from '../texts/languages.ts';
import { punctuationOf } from '../texts/punctuation.ts';
import type { Markup } from '../texts/translator.ts';
import { inLanguage } from './choose-language.ts';
import { densityOf } from './density.ts';
import type { Layout } from './layout.ts';
import { stylesheetFor } from './theme.ts';

/** How the handshake ended: well, with a "no", or with a failure. */
export type Tone = 'done' | 'calm' | 'trouble';

export type Page = {
  readonly status?: number;
  readonly title: string;
  readonly tone?: Tone;
  readonly content: Markup;
  /** Where the page continues by itself: a script fetches it; where scripts are off, the browser reloads. */
  readonly next?: string;
  /** What the browser asks for again by itself, with scripts or without; its answer is held. */
  readonly reload?: string;
  /** Must not change: its hash is in the policy. Not together with `next`. */
  readonly script?: string;
  /** Of this site. */
  readonly stylesheet?: string;
  /** Whether it takes the whole window, and the fields in it scroll. */
  readonly fills?: boolean;
  /** What the keyboard begins at: the title, or what in the content says so. */
  readonly focus?: 'title' | 'content';
};

const MARKS = {
  done: html`<path d="M7 12.5l3.5 3.5L17 9"/>`,
  calm: html`<path d="M8 12h8"/>`,
  trouble: html`<path d="M12 7v6m0 3.2v.3"/>`,
} as const satisfies Record<Tone, Markup>;

export function page(layout: Layout, shown: Page): HttpResponse {
  const { status = 200, title, tone, content, next, stylesheet, fills = false, focus = 'title' } = shown;
  const { translator, product } = layout;
  const style = stylesheetFor(product?.brand.accent, fills);
  const script = scriptOf(shown);
  const document = html`<!doctype html>
<html lang="${translator.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${next === undefined ? '' : html`<noscript><meta http-equiv="refresh" content="0; url=${next}"></noscript>`}${reload(shown)}
<title>${product === undefined ? title : `${title} – ${product.name}`}</title>
<style>${raw(style)}</style>
</head>
<body class="${densityOf(content)}${fills ? ' fills' : ''}">
<header>${vendor(layout)}${choice(layout)}</header>
<main${next === undefined ? '' : html` data-next="${next}"`}>
<h1 tabindex="-1"${focus === 'title' ? html` autofocus` : ''}>${tone === undefined ? '' : mark(tone)}${title}</h1>
${content}${tone === undefined ? '' : closeButton(layout)}
</main>
${stylesheet === undefined ? '' : html`<link rel="stylesheet" media="print" href="${stylesheet}">`}
${script === undefined ? '' : html`<script>${raw(script)}</script>`}
</body>
</html>
`;
  const headers = {
    ...securityHeaders({ style, script, ownStylesheets: stylesheet !== undefined }),
    'content-type': 'text/html; charset=utf-8',
  };
  return { status, headers, body: String(document) };
}

/** A page with a tone is an end: the window may be closed. */
function scriptOf({ next, tone, script }: Page): string | undefined {
  if (next !== undefined) return PROGRESS_SCRIPT;
  return tone === undefined ? script : CLOSE_SCRIPT;
}

function reload({ reload }: Page): Markup | '' {
  return reload === undefined ? '' : html`<meta http-equiv="refresh" content="0; url=${reload}">`;
}

function closeButton({ translator }: Layout): Markup {
  return html`\n<p class="close"><button class="button quiet" type="button" data-close hidden>${translator.t('close')}</button></p>`;
}

/** 303: the browser continues with GET, also after a form. The address is sent unchanged. */
export function redirect(location: string, cookies: readonly string[] = []): HttpResponse {
  return { status: 303, headers: { ...securityHeaders(), location }, cookies, body: '' };
}

function mark(tone: Tone): Markup {
  return html`<svg class="mark ${tone}" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11"/>${MARKS[tone]}</svg>`;
}

/** The name is always there, so a logo that does not load loses no information. */
function vendor({ product }: Layout): Markup | '' {
  if (product === undefined) return '';
  const { logo } = product.brand;
  return html`<p class="vendor">${logo === undefined ? '' : html`<img src="${logo}" alt="" height="28">`}<span>${product.name}</span></p>`;
}

function choice({ translator, offered, here }: Layout): Markup | '' {
  if (offered.length < 2) return '';
  const others = offered.map((language) => {
    const current = language === translator.language ? raw(' aria-current="true"') : '';
    const to = inLanguage(here, language);
    return html`<li><a href="${to}" lang="${language}" hreflang="${language}"${current}>${LANGUAGE_NAMES[language]}</a></li>\n`;
  });
  return html`<nav aria-label="${translator.t('language')}"><details>
<summary><span class="unseen">${translator.t('language')}${punctuationOf(translator).colon}</span>${LANGUAGE_NAMES[translator.language]}</summary>
<ul>
${others}</ul></details></nav>`;
}
