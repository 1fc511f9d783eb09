import type { Refusal } from '../../refusals/refusal.ts';

/** What Magento grants to every integration that has any permission: where it is missing, so are all, or none is active. */
const ANY_PERMISSION: readonly string[] = ['Magento_Backend::admin', 'Magento_Backend::all'];

const RESOURCE_ID = /^[A-Za-z0-9_]+::[A-Za-z0-9_:]+$/;

/** A store names one, as a rule; what it may make of that is bounded. */
const MOST_NAMED = 20;

/** The ACL resources that Magento named in a refusal, by id; undefined where it named none. */
export function missingPermissionsIn({ code, facts }: Pick<Refusal, 'code' | 'facts'>): readonly string[] | undefined {
  const { resources } = facts;
  if (code !== 'permission_missing' || typeof resources !== 'string') return undefined;
  const named = new Set(resources.split(/[,\s]+/).filter((id) => RESOURCE_ID.test(id)));
  return named.size === 0 ? undefined : [...named].slice(0, MOST_NAMED);
}

/** Those of them that tell more than that no permission is granted. */
export function singlePermissions(missing: readonly string[]): readonly string[] {
  return missing.filter((id) => !ANY_PERMISSION.includes(id));
}
