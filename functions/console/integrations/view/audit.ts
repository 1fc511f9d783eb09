import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import { history } from '../../layout/history.ts';
import type { Layout } from '../../layout/layout.ts';
import type { AuditEntry } from '../data/integration.ts';
import { codeWords, fieldWords } from '../words.ts';

/** Who changed what, newest first: fields by name, never a value. */
export function auditList(layout: Layout, entries: readonly AuditEntry[]): Markup {
  return history(
    layout,
    entries.map(({ on, by, action, revision, fields }) => ({
      at: on,
      what: html`${whatWasDone(layout, action, fields)} <span class="small">${layout.translator.tMarkup('integration_at_revision', { revision: String(revision) })}</span>`,
      by: by?.replace(/^operator:/, ''),
    })),
  );
}

/** What actions change besides the configuration: the action says it. */
const BOOKKEEPING: readonly string[] = ['published', 'health', 'clients', 'signing'];

function whatWasDone({ translator }: Layout, action: string, fields: readonly string[]): Markup {
  const configured = fields.filter((field) => !BOOKKEEPING.includes(field.split('.')[0] ?? ''));
  const words = codeWords(translator, 'integration_did', action, undefined);
  const named = [...new Set(configured.map((field) => fieldWords(translator, field.split('.'))))];
  return named.length === 0 ? words : html`${words}: ${named.join(', ')}`;
}
