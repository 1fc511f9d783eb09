import { EXIT_DONE, EXIT_FAILED } from '../../output/cli-error.ts';
import type { Options } from '../command/options.ts';
import { addressDifferences, readWanted, type Wanted } from './comparison.ts';
import type { Finding } from './finding.ts';
import { readModule } from './found-files.ts';
import { type FoundIntegration, readIntegrations } from './found-integrations.ts';
import { type ModuleIdentity, readIdentity } from './identity-files.ts';
import { upgradeEffect } from './upgrade.ts';

/**
 * Explains a module, and compares it with what is deployed when that was named.
 *
 * @returns exit code: 1 when something is wrong or does not match
 * @throws CliError when folder or options cannot be used
 */
export function checkModule(folder: string, options: Options, print: (line: string) => void): number {
  const wanted = readWanted(options);
  const files = readModule(folder);
  const identity = readIdentity(files);
  const { integrations, findings } = readIntegrations(files);
  const all = [...identity.findings, ...findings];
  const faults = all.filter(({ weight }) => weight === 'fault');
  const remarks = all.filter(({ weight }) => weight === 'remark');
  const report = [
    title(identity, folder),
    ...integrations.flatMap((found) => ['', ...described(found), ...matched(found, options.product, wanted)]),
    ...listed('Wrong:', faults),
    ...listed('Worth knowing:', remarks),
    ...integrations.flatMap((found) => [
      '',
      `What an upgrade does to stores connected through "${found.name}":`,
      ...upgradeEffect(found, wanted).map((line) => `  ${line}`),
    ]),
    ...(faults.length === 0 ? ['', 'Nothing is wrong with the files.'] : []),
  ];
  for (const line of report) print(line);
  const mismatch = integrations.some((found) => addressDifferences(found, wanted).length > 0);
  return faults.length > 0 || mismatch ? EXIT_FAILED : EXIT_DONE;
}

function title(
  { moduleName = 'A module without a name', version, packageName }: ModuleIdentity,
  folder: string,
): string {
  const details = [version, packageName === undefined ? undefined : `(${packageName})`].filter(Boolean).join(' ');
  return `${[moduleName, details].filter((part) => part !== '').join(' ')} in ${folder}`;
}

function described({ name, file, callback, identityLink, email, resources }: FoundIntegration): string[] {
  return [
    `Integration "${name}" (${file})`,
    `  callback URL  ${callback ?? 'none'}`,
    `  identity URL  ${identityLink ?? 'none'}`,
    `  e-mail        ${email ?? 'none'}`,
    `  permissions   ${resources.length === 0 ? 'none' : resources.join(', ')}`,
  ];
}

function matched(found: FoundIntegration, product: string | undefined, wanted: Wanted): string[] {
  if (wanted.addresses === undefined) return [];
  const differences = addressDifferences(found, wanted);
  if (differences.length === 0) return [`  deployed      matches the product "${product}"`];
  return differences.map(
    ({ what, wanted: there }) => `  deployed      DIFFERS: the ${what} of the product "${product}" is ${there}`,
  );
}

function listed(heading: string, findings: readonly Finding[]): string[] {
  return findings.length === 0 ? [] : ['', heading, ...findings.map(({ file, text }) => `  ${file}: ${text}`)];
}
