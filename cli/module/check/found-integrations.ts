import { addressProblems } from '../addresses/addresses.ts';
import { withParents } from '../permissions/resources.ts';
import { type Declared, readDeclared } from './declared.ts';
import { type Finding, fault, remark } from './finding.ts';
import type { FoundFiles } from './found-files.ts';
import { nameFindings, readSetupCode } from './setup-code.ts';

/** An integration that the module brings, and how: that decides what an upgrade does. */
export type FoundIntegration = Declared & { readonly file: string; readonly readAt: 'every upgrade' | 'installation' };

export type FoundIntegrations = {
  readonly integrations: readonly FoundIntegration[];
  readonly findings: readonly Finding[];
};

const CONSOLIDATED = 'etc/integration.xml';
const CONFIG = 'etc/integration/config.xml';
const API = 'etc/integration/api.xml';

/** Reads all that a module says of its integrations. */
export function readIntegrations(files: FoundFiles): FoundIntegrations {
  const consolidated = readDeclared(files, CONSOLIDATED);
  const old = readOldStyle(files);
  const found = consolidated?.integrations.map((one) => ({
    ...one,
    file: CONSOLIDATED,
    readAt: 'every upgrade' as const,
  }));
  const integrations = [...(found ?? []), ...old.integrations];
  const findings = [...(consolidated?.findings ?? []), ...old.findings];
  if (consolidated === undefined && !old.present) {
    findings.push(fault(CONSOLIDATED, 'is missing, and so is etc/integration/config.xml: no integration appears'));
  }
  if (consolidated !== undefined && old.present) {
    findings.push(remark(CONFIG, `stands beside ${CONSOLIDATED}; one of the two ways is enough`));
  }
  return { integrations, findings: [...findings, ...integrations.flatMap(addressFindings)] };
}

function readOldStyle(files: FoundFiles): FoundIntegrations & { readonly present: boolean } {
  const config = readDeclared(files, CONFIG);
  const api = readDeclared(files, API);
  const setups = readSetupCode(files);
  const present = config !== undefined || api !== undefined || setups.length > 0;
  if (!present) return { present, integrations: [], findings: [] };
  const configured = config?.integrations ?? [];
  const granted = api?.integrations ?? [];
  const findings = [...(config?.findings ?? []), ...(api?.findings ?? [])];
  if (config === undefined) findings.push(fault(CONFIG, 'is missing: Magento does not know the URLs'));
  if (api === undefined) findings.push(fault(API, 'is missing: the integration gets no permission'));
  if (setups.length === 0) {
    findings.push(fault('Setup', 'no class calls processIntegrationConfig: the integration never appears'));
  } else {
    findings.push(...nameFindings(setups, configured.map(nameOf), granted.map(nameOf)));
  }
  findings.push(...granted.flatMap(parentFindings));
  const integrations = configured.map((one) => ({
    ...one,
    resources: granted.find((other) => other.name === one.name)?.resources ?? [],
    file: CONFIG,
    readAt: 'installation' as const,
  }));
  return { present, integrations, findings };
}

function nameOf({ name }: Declared): string {
  return name;
}

function parentFindings({ resources }: Declared): Finding[] {
  const missing = withParents(resources).filter((id) => !resources.includes(id));
  if (missing.length === 0) return [];
  return [
    remark(API, `lacks ${missing.join(', ')}: the calls work, but the admin's tree shows the permissions half ticked`),
  ];
}

/** Unlike a module that is made here, a found one may point to http: Magento accepts it, so it is only remarked. */
function addressFindings({ file, name, callback, identityLink, resources }: FoundIntegration): Finding[] {
  const findings: Finding[] = [];
  if (callback === undefined)
    findings.push(fault(file, `"${name}" has no <endpoint_url>: Magento has nowhere to send keys`));
  if (identityLink === undefined)
    findings.push(fault(file, `"${name}" has no <identity_link_url>: no window can open`));
  if (resources.length === 0) findings.push(fault(file, `"${name}" is granted nothing: every call will be refused`));
  if (callback === undefined || identityLink === undefined) return findings;
  const addresses = { callback, identityLink };
  const loud = addressProblems(addresses, true);
  findings.push(...loud.map((problem) => fault(file, problem)));
  if (loud.length === 0 && addressProblems(addresses, false).length > 0) {
    findings.push(
      remark(file, 'points to http: Magento warns of an insecure integration, and keys travel in the clear'),
    );
  }
  return findings;
}
