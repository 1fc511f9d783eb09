import semver from 'semver';
import type { ModulePlan } from '../plan.ts';
import { xmlHeader } from './licence-header.ts';
import { schemaLocation, writeXml, type XmlContent } from './write-xml.ts';

const INTEGRATION_SCHEMAS = 'urn:magento:module:Magento_Integration:etc/integration';

/** `etc/module.xml`: Magento_Integration comes first, or its tables are not there yet. */
export function moduleXml(plan: ModulePlan): string {
  const module = {
    '@name': plan.moduleName,
    // Old Magentos run InstallData by this number; the others keep their own list of patches.
    ...(plan.method === 'InstallData' ? { '@setup_version': numbersOf(plan.version) } : {}),
    sequence: { module: { '@name': 'Magento_Integration' } },
  };
  return writeXml(xmlHeader(plan), {
    config: { ...schemaLocation('urn:magento:framework:Module/etc/module.xsd'), module },
  });
}

/** `etc/integration.xml`, read at every setup:upgrade. */
export function integrationXml(plan: ModulePlan): string {
  const integration = { ...whoAndWhere(plan), resources: resourcesOf(plan) };
  return writeXml(xmlHeader(plan), {
    config: { ...schemaLocation(`${INTEGRATION_SCHEMAS}/integration.xsd`), integration },
  });
}

/** `etc/integration/config.xml`: its elements must come in this order. */
export function configXml(plan: ModulePlan): string {
  return writeXml(xmlHeader(plan), {
    integrations: { ...schemaLocation(`${INTEGRATION_SCHEMAS}/config.xsd`), integration: whoAndWhere(plan) },
  });
}

/** `etc/integration/api.xml` */
export function apiXml(plan: ModulePlan): string {
  const integration = { '@name': plan.integrationName, resources: resourcesOf(plan) };
  return writeXml(xmlHeader(plan), {
    integrations: { ...schemaLocation(`${INTEGRATION_SCHEMAS}/api.xsd`), integration },
  });
}

function whoAndWhere({ integrationName, email, addresses }: ModulePlan): XmlContent {
  return {
    '@name': integrationName,
    email,
    endpoint_url: addresses.callback,
    identity_link_url: addresses.identityLink,
  };
}

function resourcesOf({ permissions }: ModulePlan): XmlContent {
  return { resource: permissions.granted.map((id) => ({ '@name': id })) };
}

/** `setup_version` may hold digits and dots only. */
function numbersOf(version: string): string {
  return `${semver.major(version)}.${semver.minor(version)}.${semver.patch(version)}`;
}
