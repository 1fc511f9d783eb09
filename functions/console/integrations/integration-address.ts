import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { Visit } from '../console-route.ts';
import { pageUrl } from '../layout/layout.ts';
import { messagePage } from '../layout/page.ts';
import type { Translator } from '../texts/translator.ts';
import type { Integration } from './data/integration.ts';

type Named = { readonly name?: string | null | undefined; readonly number?: number | null | undefined };

/** The name of an integration, or its number, or that it has none. */
export function nameOf({ t }: Translator, { name, number }: Named): string {
  return name || (typeof number === 'number' ? `#${number}` : t('integration_unnamed'));
}

/** The page of an integration, or one below it. */
export function integrationUrl({ sourceId }: Pick<Integration, 'sourceId'>, below = ''): string {
  return pageUrl(`/integrations/${encodeURIComponent(sourceId)}${below}`);
}

type Parameters = Readonly<Record<string, string>>;

/** The page that an action's address belongs to. */
export function pageOf({ id = '' }: Parameters): string {
  return pageUrl(`/integrations/${encodeURIComponent(id)}`);
}

/** Instead of a form: nothing may be changed here, and why. */
export function lockedPage({ layout, session }: Visit, integration: Pick<Integration, 'sourceId'>): HttpResponse {
  const { t } = layout.translator;
  const why = session.role === 'operator' ? t('integration_read_only') : t('viewer_only');
  const content = html`<p>${why}</p><p><a href="${integrationUrl(integration)}">${t('go_back')}</a></p>`;
  return messagePage(layout, { status: 403, title: t('integration_locked_title'), tone: 'calm', content });
}
