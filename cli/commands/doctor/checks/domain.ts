import { promises as dns } from 'node:dns';
import { type Check, failed, ok, warning } from '../check.ts';

/** Of `node:dns`. */
export type Resolver = {
  /** Addresses. */
  lookup(name: string): Promise<readonly string[]>;
  aliases(name: string): Promise<readonly string[]>;
};

const SYSTEM: Resolver = {
  lookup: async (name) => (await dns.lookup(name, { all: true })).map(({ address }) => address),
  aliases: (name) => dns.resolveCname(name).catch((): readonly string[] => []),
};

/**
 * Whether an own domain leads to the deployment.
 *
 * @param target the output `DomainTarget`; undefined: it is not known here
 */
export async function checkDomain(
  name: string,
  target: string | undefined,
  resolver: Resolver = SYSTEM,
): Promise<Check> {
  const own = await resolver.lookup(name).catch((): readonly string[] => []);
  const record = target === undefined ? 'the output "DomainTarget" of "cdk deploy"' : target;
  const next = `Create a DNS record, CNAME or alias, from ${name} to ${record}.`;
  if (own.length === 0) return failed('Domain', `${name} leads nowhere`, next);
  if (target === undefined) return ok('Domain', `${name} leads to ${own.join(', ')}`);
  const [aliases, theirs] = await Promise.all([
    resolver.aliases(name),
    resolver.lookup(target).catch((): readonly string[] => []),
  ]);
  if (aliases.includes(target) || own.some((address) => theirs.includes(address))) {
    return ok('Domain', `${name} leads to ${target}`);
  }
  return warning('Domain', `${name} leads to ${own.join(', ')}, not to ${target}`, next);
}
