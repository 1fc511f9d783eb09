import type { Tables } from '../tables.ts';

/** What hovering over *Delete* shows for a module's integration. (Magento\Integration, Renderer\Button\Delete) */
export const CANNOT_DELETE = 'Uninstall the extension to remove this integration';

/**
 * Deletes what was entered by hand; what a module made goes with the module alone.
 *
 * @returns Magento's message when it stays (Adminhtml\Integration\Delete)
 */
export function deleteByHand(tables: Tables, id: number): string | undefined {
  const { name, setupType } = tables.integration(id);
  if (setupType === 1) return `Uninstall the extension to remove integration '${name}'.`;
  tables.deleteIntegration(id);
  return undefined;
}
