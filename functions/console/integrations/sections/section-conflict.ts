import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { Visit } from '../../console-route.ts';
import type { Integration } from '../data/integration.ts';
import { whatChanged } from '../edit/conflict.ts';
import type { Returned, Section } from './section.ts';
import { differing, type Sent } from './sent.ts';

/**
 * The form once somebody else has saved: their values where this person changed nothing, and this person's where they
 * did, with theirs beside it.
 */
export function conflictOf(
  visit: Visit,
  section: Section,
  now: Integration,
  { read, entered }: Omit<Sent, 'secrets'>,
): Returned {
  const { layout } = visit;
  const { t, tMarkup } = layout.translator;
  const stored = section.values(now);
  const touched = differing(entered, read);
  const values = { ...stored, ...Object.fromEntries(touched.map((name) => [name, entered[name] ?? ''])) };
  const changed = differing(read, stored);
  const fields = section.groups(visit, now, values).flatMap((group) => group.fields);
  const errors: Record<string, Markup> = {};
  for (const { name, type, options } of fields) {
    if (!changed.includes(name)) continue;
    const theirs = stored[name] ?? '';
    if (!touched.includes(name)) errors[name] = html`<p>${t('integration_theirs_taken')}</p>`;
    else if (values[name] !== theirs) {
      const box = theirs === '' ? t('integration_box_off') : t('integration_box_on');
      const words = type === 'checkbox' ? box : (options?.find(([value]) => value === theirs)?.[1] ?? theirs);
      errors[name] = html`<p>${tMarkup('integration_theirs_differs', { theirs: html`<q>${words}</q>` })}</p>`;
    }
  }
  const names = fields.filter(({ name }) => changed.includes(name)).map(({ label }) => label);
  return { status: 409, values, said: whatChanged(layout, now, names), errors };
}
