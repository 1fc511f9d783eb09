import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { Layout } from '../../layout/layout.ts';
import { notice } from '../../layout/notice.ts';
import type { Integration } from '../data/integration.ts';
import { fieldWords } from '../words.ts';
import type { Returned } from './edit-page.ts';
import { differing, type Field, merged, type Values, valuesOf } from './values.ts';

type Sent = { readonly read: Values; readonly entered: Values; readonly touched: readonly Field[] };

/**
 * The form once somebody else has saved: their values where this person changed nothing, and this person's where they
 * did, with theirs beside it.
 */
export function conflictOf(layout: Layout, now: Integration, { read, entered, touched }: Sent): Returned {
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const stored = valuesOf(now);
  const changed = differing(read, stored);
  const errors: Partial<Record<Field, Markup>> = {};
  for (const field of changed) {
    if (!touched.includes(field)) errors[field] = html`<p>${t('integration_theirs_taken')}</p>`;
    else if (entered[field] !== stored[field]) {
      const theirs = html`<q>${stored[field]}</q>`;
      errors[field] = html`<p>${tMarkup('integration_theirs_differs', { theirs })}</p>`;
    }
  }
  const names = changed.map((field) => fieldWords(translator, pathOf(field)));
  return { status: 409, values: merged(stored, entered, touched), said: whatChanged(layout, now, names), errors };
}

/** Who saved meanwhile, and which fields have changed, by their labels. */
export function whatChanged({ translator }: Layout, { audit }: Integration, labels: readonly string[]): Markup {
  const { t, tMarkup } = translator;
  const by = audit.nodes[0]?.by?.replace(/^operator:/, '');
  const who = by === undefined ? t('integration_somebody') : html`<bdi>${by}</bdi>`;
  const names = labels.join(', ');
  const what = names === '' ? t('integration_conflict_elsewhere') : tMarkup('integration_conflict_fields', { names });
  return notice(
    'warn',
    html`<p><strong>${tMarkup('integration_conflict', { who })}</strong> ${what}</p><p>${t('integration_conflict_next')}</p>`,
  );
}

function pathOf(field: Field): readonly string[] {
  return ['type', 'clientId', 'tokenUri', 'scope', 'username'].includes(field)
    ? ['outboundCredentials', field]
    : [field];
}
