import acl from './acl-resources.json' with { type: 'json' };

type Resource = { readonly title: string; readonly parent: string | null };

const BY_ID = new Map<string, Resource>(acl.map(({ id, title, parent }) => [id, { title, parent }]));

/** The top of the tree, which Magento does not show. */
const ROOT = 'Magento_Backend::admin';

/**
 * Where a permission is found in the tree of Magento's admin: `Sales / Operations / Orders / Actions / View`.
 *
 * @returns undefined for resources that a Magento Open Source 2.4.7 installation does not have
 */
export function permissionTitle(id: string): string | undefined {
  const titles: string[] = [];
  let next: string | null = id;
  while (next !== null && next !== ROOT) {
    const resource: Resource | undefined = BY_ID.get(next);
    if (resource === undefined) return undefined;
    titles.unshift(resource.title);
    next = resource.parent;
  }
  return titles.length === 0 ? undefined : titles.join(' / ');
}
