import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { type ActivationDetailsView, activationDetailsView } from '../../api/contract/attempt-details.ts';
import type { Visit } from '../console-route.ts';
import { facts } from '../layout/facts.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { notice } from '../layout/notice.ts';
import { outsideLink } from '../layout/outside-link.ts';
import { page } from '../layout/page.ts';
import { ago, second, time } from '../layout/times.ts';
import { failureWords, isUnderWay, shownWords, stageBadge, toneOf } from './attempt-words.ts';

/** While the merchant is at it. */
const RELOAD_SECONDS = 10;

/** `GET /console/attempts/{id}`: what happened, what the merchant was told, and what to tell them now. */
export async function showAttempt({ backend, layout, parameters, query }: Visit): Promise<HttpResponse> {
  const { id = '' } = parameters;
  const attempt = await backend.call('GET /v1/activations/{id}', activationDetailsView, {
    parameters: { id },
    query: { product: query.get('product') ?? undefined, receivedAt: query.get('receivedAt') ?? undefined },
  });
  const { translator } = layout;
  const { t } = translator;
  const { store, stage } = attempt;
  return page(layout, {
    title: store.host,
    heading: html`${store.host} ${stageBadge(translator, attempt)}`,
    above: { to: pageUrl('/attempts'), label: t('attempts_title') },
    content: html`${standing(layout, attempt)}
<div class="columns">
<section class="card"><h2>${t('attempt_steps')}</h2>${steps(layout, attempt)}</section>
${words(layout, attempt)}
<section class="card"><h2>${t('attempt_about')}</h2>${about(layout, attempt)}</section>
</div>`,
    ...(isUnderWay(stage) && { reloadSeconds: RELOAD_SECONDS }),
  });
}

/** What it came to, and what to tell the merchant. */
function standing({ translator }: Layout, attempt: ActivationDetailsView): Markup {
  const { t } = translator;
  const { stage, reason, connection, popupOpened } = attempt;
  if (popupOpened === false) {
    const steps = html`<p>${t('attempt_tell_unopened')}</p><p>${t('attempt_unopened_cause')}</p>`;
    return notice(toneOf(attempt), html`<p><strong>${t('attempt_why_unopened')}</strong></p>${steps}`);
  }
  const { next: advice } = shownWords(translator, attempt) ?? {};
  const said = reason === undefined ? '' : html` ${failureWords(translator, reason)}`;
  const tell =
    advice === undefined
      ? html`<p>${t(`attempt_tell_${stage}`)}</p>`
      : html`<p>${t('attempt_tell')} <q>${advice}</q></p>`;
  const link =
    connection === undefined
      ? ''
      : html`<p><a href="${pageUrl(`/stores/${encodeURIComponent(connection)}`)}">${t('attempt_to_store')}</a></p>`;
  return notice(toneOf(attempt), html`<p><strong>${t(`attempt_why_${stage}`)}</strong>${said}</p>${tell}${link}`);
}

/** In the order of time, oldest first: it is read as a story. */
function steps(layout: Layout, { steps: taken, stage }: ActivationDetailsView): Markup {
  const { t } = layout.translator;
  const rows = taken.map(({ step, at, asked }) => {
    const request = asked === undefined ? '' : html` <code>${asked}</code>`;
    const when = at === undefined ? t('unknown') : second(layout, at);
    return html`<li>${t(`attempt_step_${step}`)}${request} <span class="small">${when}</span></li>\n`;
  });
  const waits = isUnderWay(stage) ? html`<li><em>${t(`attempt_waits_${stage}`)}</em></li>` : '';
  return html`<ol class="history" role="list">
${rows}${waits}</ol>`;
}

/** As the merchant's page said it. In which language it did is not kept: here it is in the reader's. */
function words({ translator }: Layout, attempt: ActivationDetailsView): Markup | '' {
  const shown = shownWords(translator, attempt);
  if (shown === undefined) return '';
  const { t } = translator;
  return html`<section class="card"><h2>${t('attempt_words')}</h2><p class="small">${t('attempt_words_language')}</p>
<blockquote><p><strong>${shown.title}</strong></p><p>${shown.happened}</p><p>${shown.next}</p></blockquote></section>`;
}

function about(layout: Layout, attempt: ActivationDetailsView): Markup {
  const { t } = layout.translator;
  const { store, product, account, signedInAs, kind, receivedAt, endedAt, reason, connection } = attempt;
  const person = signedInAs ?? account;
  return facts([
    [t('store_url'), outsideLink(store.url)],
    [t('stores_product'), product],
    [t('account'), person && html`<bdi>${person.label}</bdi><br><span class="id small">${person.id}</span>`],
    [t('store_issuer'), person?.issuer],
    [t('attempt_kind'), kind && t(`attempt_kind_${kind}`)],
    [t('attempts_begun'), html`${time(layout, receivedAt)} (${ago(layout, receivedAt)})`],
    [t('attempt_ended'), endedAt && time(layout, endedAt)],
    [t('store_reason_code'), reason && html`<code>${reason}</code>`],
    [
      t('store_id'),
      connection &&
        html`<a class="id" href="${pageUrl(`/stores/${encodeURIComponent(connection)}`)}">${connection}</a>`,
    ],
    [
      t('attempt_others'),
      html`<a href="${pageUrl('/attempts', { host: store.host })}">${t('attempt_others_link')}</a>`,
    ],
    [t('attempt_id'), html`<span class="id">${attempt.id}</span>`],
  ]);
}
