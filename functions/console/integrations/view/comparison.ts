import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import { badge } from '../../layout/badge.ts';
import type { Layout } from '../../layout/layout.ts';
import { table } from '../../layout/table.ts';
import type { Version } from '../data/version-fields.ts';
import { comparedRows } from './version-rows.ts';

type Compared = {
  readonly caption: string;
  /** What stands in the second and the third column. */
  readonly names: readonly [string, string];
  readonly versions: readonly [Version, Version];
  /** Whether they differ, as the API says it: secrets are compared there, and not shown. */
  readonly differs: boolean;
  readonly only?: 'differences';
};

/** Two versions side by side, with what differs marked by a word. */
export function comparison({ translator }: Layout, { caption, names, versions, differs, only }: Compared): Markup {
  const { t } = translator;
  const rows = comparedRows(translator, ...versions);
  const shown = only === undefined ? rows : rows.filter((row) => row.differs);
  const list = table({
    caption,
    head: [t('integration_field'), ...names],
    rows: shown.map(({ label, one, other, differs: isOther }) => [
      isOther ? html`${label} ${badge('warn', t('integration_differs'))}` : label,
      value(one),
      value(other),
    ]),
    empty: html`<p>${differs ? t('integration_differs_unseen') : t('integration_differs_nowhere')}</p>`,
  });
  const isUnseen = differs && shown.length > 0 && !rows.some((row) => row.differs);
  return html`${list}${isUnseen ? html`<p>${t('integration_differs_unseen')}</p>` : ''}`;
}

function value(text: string): Markup {
  return text === '' ? html`<span class="soft">–</span>` : html`<span class="lines">${text}</span>`;
}
