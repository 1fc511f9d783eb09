import { resolve } from 'node:path';
import type { ProductUrls } from '../../functions/domain/product-urls.ts';
import { CliError, EXIT_MISUSED } from '../output/cli-error.ts';
import { readAddresses } from './addresses/address-source.ts';
import type { MAGENTO_VERSIONS } from './command/flags.ts';
import { missingOptions, type Options, valueProblems } from './command/options.ts';
import { moduleNameProblem, packageNameOf } from './names.ts';
import { type Permissions, readPermissions } from './permissions/resources.ts';

/** How the module creates the integration: by `integration.xml`, or by setup code of one of two kinds. */
export type InstallMethod = 'integration.xml' | 'data patch' | 'InstallData';

type MagentoVersion = (typeof MAGENTO_VERSIONS)[number];

/** Everything that a module is made of, validated. */
export type ModulePlan = {
  readonly product: string;
  readonly vendor: string;
  readonly name: string;
  /** `Vendor_Name` */
  readonly moduleName: string;
  readonly packageName: string;
  readonly version: string;
  readonly license: string;
  readonly method: InstallMethod;
  readonly integrationName: string;
  readonly email: string;
  readonly addresses: ProductUrls;
  readonly permissions: Permissions;
  /** Folder to write, absolute. */
  readonly out: string;
};

/**
 * Reads the options into a plan.
 *
 * @throws CliError naming every problem, one line each
 */
export function readPlan(options: Options): ModulePlan {
  const missing = missingOptions(options);
  if (missing.length > 0) throw new CliError(EXIT_MISUSED, [`Missing: ${missing.join(', ')}. See --help.`]);
  const { product = '', vendor = '', name = '', email = '', resources = '', out = '' } = options;
  const problems = [...valueProblems(options), ...styleProblems(options)];
  const moduleName = `${vendor}_${name}`;
  const wrong = problems.length === 0 ? moduleNameProblem(moduleName) : undefined;
  if (wrong !== undefined) problems.push(`--vendor, --name: ${wrong}.`);
  const permissions = readPermissions(resources);
  if ('problems' in permissions) problems.push(...permissions.problems.map((line) => `--resources: ${line}`));
  const addresses = collecting(problems, () => readAddresses(options));
  if (problems.length > 0 || addresses === undefined || 'problems' in permissions) {
    throw new CliError(EXIT_MISUSED, problems);
  }
  return {
    product,
    vendor,
    name,
    moduleName,
    packageName: options.package ?? packageNameOf(vendor, name),
    version: options.moduleVersion ?? '1.0.0',
    license: options.license ?? 'proprietary',
    method: installMethodOf(options),
    integrationName: options.integrationName ?? `${vendor} ${name}`,
    email,
    addresses,
    permissions: permissions.permissions,
    out: resolve(out),
  };
}

const OLD_MAGENTOS: readonly MagentoVersion[] = ['2.0', '2.1', '2.2'];

function isOld(magento: string | undefined): boolean {
  return OLD_MAGENTOS.some((version) => version === magento);
}

function installMethodOf({ style, magento }: Options): InstallMethod {
  if (isOld(magento)) return 'InstallData';
  return style === 'config' ? 'data patch' : 'integration.xml';
}

function styleProblems({ style, magento }: Options): string[] {
  if (style !== 'integration' || !isOld(magento)) return [];
  return [`--style: for Magento ${magento} only "config" can be made; leave --style out.`];
}

/** Collects what was thrown, so that one run names every problem. */
function collecting<T>(problems: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
