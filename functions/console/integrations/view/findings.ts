import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import { badge } from '../../layout/badge.ts';
import type { Layout } from '../../layout/layout.ts';
import { table } from '../../layout/table.ts';
import type { Finding } from '../data/integration.ts';
import { fieldWords, problemWords } from '../words.ts';

/** What would fail, or may surprise: errors first, each with the field that it is about. */
export function findingsTable({ translator }: Layout, findings: readonly Finding[]): Markup {
  const { t } = translator;
  const sorted = findings.toSorted((one, other) => one.severity.localeCompare(other.severity));
  return table({
    caption: t('integration_findings'),
    head: [t('integration_severity'), t('integration_where'), t('integration_what')],
    rows: sorted.map((finding) => [
      finding.severity === 'ERROR' ? badge('bad', t('integration_error')) : badge('warn', t('integration_warning')),
      fieldWords(translator, finding.path),
      problemWords(translator, 'integration_finding', finding),
    ]),
    empty: html`<p>${t('integration_findings_none')}</p>`,
  });
}
