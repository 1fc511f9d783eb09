import { html } from 'hono/html';
import type { ConnectionView } from '../../api/contract/response-schemas.ts';
import type { ActionEntry } from '../../domain/action-entry.ts';
import type { Happening } from '../layout/history.ts';
import { isPlainKey, type Translator } from '../texts/translator.ts';

/** What is known of a store's past: what its record says, and what was done by hand. */
export function happeningsOf(
  translator: Translator,
  store: ConnectionView,
  done: readonly ActionEntry[],
): readonly Happening[] {
  const { t, tMarkup } = translator;
  const { createdAt, connectedAt, checkedAt, statusSince, status, vendorAnswer } = store;
  const changed = statusSince !== connectedAt && statusSince !== createdAt;
  return [
    { at: createdAt, what: t('happened_created') },
    ...(connectedAt === createdAt ? [] : [{ at: connectedAt, what: t('happened_connected') }]),
    ...(changed ? [{ at: statusSince, what: tMarkup('happened_status', { status: t(`status_${status}`) }) }] : []),
    ...(checkedAt === undefined ? [] : [{ at: checkedAt, what: t('happened_checked') }]),
    ...(vendorAnswer === undefined
      ? []
      : [{ at: vendorAnswer.at, what: tMarkup('happened_answer', { answer: t(`answer_${vendorAnswer.status}`) }) }]),
    ...done.map((entry) => byHand(translator, entry)),
  ];
}

const CLIENT = 'client:';

/** One entry of the audit, as histories show it. */
export function byHand({ t, tMarkup }: Translator, { at, by, action, outcome }: ActionEntry): Happening {
  const isClient = by.startsWith(CLIENT);
  const key = isClient ? `happened_api_${action}` : `happened_${action}`;
  const what = isPlainKey(key) ? html`${t(key)}` : tMarkup('happened_other', { action });
  const whole = outcome === 'done' ? what : tMarkup('happened_refused', { what, code: html`<code>${outcome}</code>` });
  return { at, what: whole, by: by.replace(/^(?:operator|client):/, '') };
}
