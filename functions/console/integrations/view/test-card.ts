import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import { badge } from '../../layout/badge.ts';
import type { Layout } from '../../layout/layout.ts';
import { table } from '../../layout/table.ts';
import { time } from '../../layout/times.ts';
import type { Integration, LastTest, SignInTest } from '../data/integration.ts';
import { codeWords, eventWords } from '../words.ts';
import { resultWords } from './urls.ts';

/** A test that has not ended by then will not: whoever sends the events was stopped. */
const TEST_MAX_MS = 2 * 60 * 1000;

export function isUnderWay(test: LastTest | null | undefined, now: Date): boolean {
  if (test === null || test === undefined || test.endedOn) return false;
  return now.getTime() - Date.parse(test.startedOn) < TEST_MAX_MS;
}

/** The last test: of which version, when, and what each URL answered. */
export function testSection(layout: Layout, { lastTest }: Integration): Markup {
  const { translator, now } = layout;
  const { t, tMarkup } = translator;
  if (!lastTest) return html`<p class="soft">${t('integration_test_never')}</p>`;
  const { startedOn, endedOn, version, results, signIn } = lastTest;
  const when = tMarkup('integration_test_of', {
    version: version === 'WORKING' ? t('integration_working') : t('integration_published'),
    when: time(layout, startedOn),
  });
  if (!endedOn) {
    const words = isUnderWay(lastTest, now) ? t('integration_test_runs') : t('integration_test_lost');
    return html`<p>${when} ${words}</p>`;
  }
  const list = table({
    caption: t('integration_last_test'),
    head: [t('integration_events'), t('integration_url'), t('integration_answer')],
    rows: results.map((result) => [
      eventWords(translator, result.eventType),
      result.url ?? '–',
      resultWords(layout, result),
    ]),
    empty: html`<p>${t('integration_test_sign_in_only')}</p>`,
  });
  return html`<p>${when}</p>${list}${signIn ? signInSteps(layout, signIn) : ''}`;
}

function signInSteps(layout: Layout, { steps }: SignInTest): Markup {
  const { translator } = layout;
  const { t } = translator;
  return html`<h3>${t('integration_field_merchantSignIn')}</h3><ul class="plain">${steps.map((step) => {
    const name = codeWords(translator, 'integration_step', step.step, undefined);
    return html`<li>${name}: ${resultWords(layout, step)}</li>`;
  })}</ul>`;
}

/** Whether the last test that ended went well. */
export function testBadge(
  { translator: { t } }: Layout,
  test: Pick<LastTest, 'success'> | null | undefined,
): Markup | '' {
  if (typeof test?.success !== 'boolean') return '';
  return test.success ? badge('good', t('integration_test_good')) : badge('bad', t('integration_test_bad'));
}
