import type { ProductUrls } from '../../../functions/domain/product-urls.ts';
import { CliError, EXIT_MISUSED } from '../../output/cli-error.ts';
import { readAddresses } from '../addresses/address-source.ts';
import { hasAddressSource, type Options, valueProblems } from '../command/options.ts';
import { readPermissions, withParents } from '../permissions/resources.ts';
import type { FoundIntegration } from './found-integrations.ts';

/** What a new version of the module would declare, as far as options give it. */
export type Wanted = {
  readonly addresses?: ProductUrls;
  readonly integrationName?: string | undefined;
  readonly email?: string | undefined;
  readonly granted?: readonly string[];
};

/** One difference between what a module declares and what it should. */
export type Difference = { readonly what: string; readonly now: string; readonly wanted: string };

/**
 * Reads what to compare a module with.
 *
 * @throws CliError when the options do not fit together, or a value is refused
 */
export function readWanted(options: Options): Wanted {
  const problems = valueProblems(options);
  if (hasAddressSource(options) !== (options.product !== undefined)) {
    problems.push(
      '--check: to compare with what is deployed, give --product and one of --outputs, --local, --base-url.',
    );
  }
  const read = options.resources === undefined ? undefined : readPermissions(options.resources);
  if (read !== undefined && 'problems' in read) problems.push(...read.problems.map((line) => `--resources: ${line}`));
  if (problems.length > 0) throw new CliError(EXIT_MISUSED, problems);
  return {
    ...(hasAddressSource(options) ? { addresses: readAddresses(options) } : {}),
    integrationName: options.integrationName,
    email: options.email,
    ...(read !== undefined && 'permissions' in read ? { granted: read.permissions.granted } : {}),
  };
}

/** Whether there is anything to compare with. */
export function isAnythingWanted({ addresses, integrationName, email, granted }: Wanted): boolean {
  return [addresses, integrationName, email, granted].some((one) => one !== undefined);
}

export function addressDifferences(found: FoundIntegration, { addresses }: Wanted): Difference[] {
  if (addresses === undefined) return [];
  return differences([
    ['callback URL', found.callback, addresses.callback],
    ['identity URL', found.identityLink, addresses.identityLink],
  ]);
}

/** What else would change: e-mail address and permissions. Parents count as granted, since they come along. */
export function otherDifferences(found: FoundIntegration, { email, granted }: Wanted): Difference[] {
  const now = withParents(found.resources);
  const more = granted?.filter((id) => !now.includes(id)) ?? [];
  const less = granted === undefined ? [] : now.filter((id) => !granted.includes(id));
  return [
    ...differences([['e-mail address', found.email, email]]),
    ...(more.length === 0 ? [] : [{ what: 'permissions', now: 'without', wanted: more.join(', ') }]),
    ...(less.length === 0 ? [] : [{ what: 'permissions', now: less.join(', '), wanted: 'without' }]),
  ];
}

function differences(pairs: readonly (readonly [string, string | undefined, string | undefined])[]): Difference[] {
  return pairs.flatMap(([what, now = '', wanted]) =>
    wanted === undefined || wanted === now ? [] : [{ what, now: now || 'none', wanted }],
  );
}
