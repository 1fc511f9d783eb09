import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import { INTEGRATION_EVENT_TYPES, URL_OF_TYPE } from '../../../domain/integrations/event-urls.ts';
import { badge } from '../../layout/badge.ts';
import type { Layout } from '../../layout/layout.ts';
import { table } from '../../layout/table.ts';
import type { Integration, TestResult } from '../data/integration.ts';
import { codeWords, eventWords } from '../words.ts';

/** Each URL of the working configuration: what it is called with, and what it answered to the last test. */
export function urlTable(layout: Layout, integration: Integration): Markup {
  const { translator } = layout;
  const { t } = translator;
  const { lastTest, outboundCredentials, goneEventTypes } = integration;
  const results = lastTest?.version === 'WORKING' ? lastTest.results : [];
  const used = INTEGRATION_EVENT_TYPES.filter((type) => integration[URL_OF_TYPE[type]]);
  return table({
    caption: t('integration_urls'),
    head: [t('integration_events'), t('integration_url'), t('integration_credentials'), t('integration_last_test')],
    rows: used.map((type) => [
      eventWords(translator, type),
      html`${integration[URL_OF_TYPE[type]]}${goneEventTypes.includes(type) ? html` ${badge('bad', t('integration_url_gone'))}` : ''}`,
      t(`integration_credentials_${outboundCredentials?.type ?? 'NONE'}`),
      resultCell(
        layout,
        results.find((one) => one.eventType === type && one.url === integration[URL_OF_TYPE[type]]),
      ),
    ]),
    empty: html`<p>${t('integration_urls_none')}</p>`,
  });
}

function resultCell(layout: Layout, result: TestResult | undefined): Markup {
  const { t } = layout.translator;
  return result === undefined
    ? html`<span class="soft">${t('integration_untested')}</span>`
    : resultNumbers(layout, result);
}

type Result = Pick<TestResult, 'success' | 'errorCode' | 'message' | 'milliseconds'> &
  Partial<Pick<TestResult, 'httpStatus' | 'tokenMilliseconds'>>;

/** What came back: status, time, and the reason in words where it failed. */
export function resultWords(layout: Layout, result: Result): Markup {
  const { errorCode, message } = result;
  const why = errorCode
    ? html`<br>${codeWords(layout.translator, 'integration_test', errorCode, message ?? undefined)}`
    : '';
  const said = message ? html`<br><span class="small"><bdi>${message}</bdi></span>` : '';
  return html`${resultNumbers(layout, result)}${why}${said}`;
}

/** Whether it worked, with status and time. */
function resultNumbers({ translator }: Layout, result: Result): Markup {
  const { t, tMarkup } = translator;
  const { success, httpStatus, milliseconds, tokenMilliseconds } = result;
  const seen = [
    httpStatus ? html`HTTP ${httpStatus}` : undefined,
    typeof milliseconds === 'number' ? html`${milliseconds} ms` : undefined,
    typeof tokenMilliseconds === 'number'
      ? tMarkup('integration_token_time', { time: `${tokenMilliseconds} ms` })
      : undefined,
  ].filter((one) => one !== undefined);
  const shown = success ? badge('good', t('integration_test_good')) : badge('bad', t('integration_test_bad'));
  return html`${shown} <span class="small">${seen.map((one, at) => html`${at > 0 ? ' · ' : ''}${one}`)}</span>`;
}
