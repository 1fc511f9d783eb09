import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { ConnectionView } from '../../api/contract/response-schemas.ts';
import { singlePermissions } from '../../domain/stores/permissions/missing-permissions.ts';
import type { Translator } from '../texts/translator.ts';

/**
 * What a store does not grant, as its last check and the connectors of its channels were refused it.
 *
 * @param byConnectors resources that skipped connectors need
 * @returns undefined where nothing is known to be missing
 */
export async function missingPermissions(
  { t }: Translator,
  { reason, missingPermissions: byCheck = [] }: ConnectionView,
  byConnectors: readonly string[],
): Promise<Markup | undefined> {
  const single = singlePermissions(byCheck);
  if (reason === 'permission_missing' && single.length === 0) return html`${t('store_permissions_all')}`;
  const named = [...new Set([...single, ...byConnectors])];
  if (named.length === 0) return undefined;
  // Loaded where something is missing: the tree is large.
  const { permissionTitle } = await import('../../domain/stores/permissions/permission-titles.ts');
  return html`<ul class="plain">${named.map((id) => {
    const title = permissionTitle(id);
    return title === undefined
      ? html`<li><code>${id}</code></li>`
      : html`<li><bdi lang="en">${title}</bdi> <code class="small">${id}</code></li>`;
  })}</ul>`;
}
