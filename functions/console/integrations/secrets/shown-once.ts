import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import type { Visit } from '../../console-route.ts';
import { facts } from '../../layout/facts.ts';
import { notice } from '../../layout/notice.ts';
import { page } from '../../layout/page.ts';

type ShownOnce = {
  readonly title: string;
  /** What was done, and how long the secret counts. */
  readonly said: Markup;
  readonly facts: readonly (readonly [label: string, value: string | undefined])[];
  readonly onward: { readonly to: string; readonly label: string };
};

/** The answer to a form that made a secret: it is on this page alone, which no browser keeps. */
export function shownOnce({ layout }: Visit, shown: ShownOnce): HttpResponse {
  const { t } = layout.translator;
  const values = shown.facts.map(([label, value]) => [label, value && html`<code>${value}</code>`] as const);
  return page(layout, {
    title: shown.title,
    content: html`${notice('good', html`${shown.said}<p><strong>${t('secret_once')}</strong></p>`)}
<section class="card">${facts(values)}</section>
<p><a class="button" href="${shown.onward.to}">${shown.onward.label}</a></p>`,
  });
}
