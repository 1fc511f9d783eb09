import { html, raw } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { securityHeaders } from '../../adapters/lambda/security-headers.ts';
import { languageLinks } from './language-links.ts';
import type { Layout } from './layout.ts';
import { pageUrl } from './layout.ts';
import { nav } from './nav.ts';
import { doneNotice, notice } from './notice.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './stylesheet.ts';

export type Page = {
  readonly status?: number;
  /** Of the window, and the heading unless there is one. */
  readonly title: string;
  /** The heading where it holds more than the title: a badge, say. */
  readonly heading?: Markup;
  /** A link to the list that the page is of. */
  readonly above?: { readonly to: string; readonly label: string };
  readonly content: Markup;
  /** Of work under way: the page is shown anew after so many seconds. */
  readonly reloadSeconds?: number;
  readonly cookies?: readonly string[];
};

/** A whole page, with its headers. */
export function page(layout: Layout, shown: Page): HttpResponse {
  const { status = 200, title, heading, above, content, reloadSeconds, cookies } = shown;
  const { translator } = layout;
  const reload = reloadSeconds === undefined ? '' : html` data-reload="${reloadSeconds}"`;
  const document = html`<!doctype html>
<html lang="${translator.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${reloadSeconds === undefined ? '' : html`<noscript><meta http-equiv="refresh" content="${reloadSeconds}"></noscript>`}
<title>${title} – ${translator.t('console')}</title>
<style>${raw(STYLE)}</style>
</head>
<body${reload}>
<a class="skip" href="#content">${translator.t('skip')}</a>
<header class="top"><div>
<a class="brand" href="${pageUrl('')}">${translator.t('console')}</a>
${layout.person === undefined ? '' : nav(layout)}
<div class="who">${who(layout)}${languageLinks(layout)}</div>
</div></header>
<main id="content">
${above === undefined ? '' : html`<p class="crumbs"><a href="${above.to}">${above.label}</a></p>`}
<h1 tabindex="-1">${heading ?? title}</h1>
${doneNotice(layout)}${content}
</main>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
  return {
    status,
    headers: {
      ...securityHeaders({ style: STYLE, script: SCRIPT, standsAlone: true }),
      'content-type': 'text/html; charset=utf-8',
    },
    ...(cookies && { cookies }),
    body: String(document),
  };
}

/** 303: the browser continues with GET, also after a form. */
export function redirect(location: string, cookies: readonly string[] = []): HttpResponse {
  return { status: 303, headers: { ...securityHeaders({ standsAlone: true }), location }, cookies, body: '' };
}

/** A page that only says something. */
export function messagePage(
  layout: Layout,
  { tone = 'bad', ...shown }: Page & { readonly tone?: 'bad' | 'calm' },
): HttpResponse {
  return page(layout, { ...shown, content: notice(tone, shown.content) });
}

function who({ translator, person }: Layout): Markup | '' {
  if (person === undefined) return '';
  const { t } = translator;
  const role = person.role === 'operator' ? t('role_operator') : t('role_viewer');
  return html`<span><bdi>${person.name}</bdi> (${role})</span>
<form method="post" action="${pageUrl('/session/end')}"><input type="hidden" name="csrf" value="${person.csrf}"><button class="link" type="submit">${t('sign_out')}</button></form>
`;
}
