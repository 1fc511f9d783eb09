import type { InstallMethod, ModulePlan } from '../plan.ts';
import { composerJson } from './composer-json.ts';
import { dataPatchPhp, installDataPhp, registrationPhp } from './magento-php.ts';
import { apiXml, configXml, integrationXml, moduleXml } from './magento-xml.ts';
import { merchantReadme } from './merchant-readme.ts';

/** Path inside the module → text, sorted by path. */
export type ModuleFiles = ReadonlyMap<string, string>;

type Author = (plan: ModulePlan) => string;

const EVERY_MODULE: Readonly<Record<string, Author>> = {
  'README.md': merchantReadme,
  'composer.json': composerJson,
  'etc/module.xml': moduleXml,
  'registration.php': registrationPhp,
};

const BY_WAY = {
  'integration.xml': { 'etc/integration.xml': integrationXml },
  'data patch': {
    'etc/integration/config.xml': configXml,
    'etc/integration/api.xml': apiXml,
    'Setup/Patch/Data/AddIntegration.php': dataPatchPhp,
  },
  InstallData: {
    'etc/integration/config.xml': configXml,
    'etc/integration/api.xml': apiXml,
    'Setup/InstallData.php': installDataPhp,
  },
} as const satisfies Record<InstallMethod, Readonly<Record<string, Author>>>;

/** The same plan gives the same bytes, on every computer and in every year. */
export function moduleFiles(plan: ModulePlan): ModuleFiles {
  const authors: [string, Author][] = Object.entries({ ...EVERY_MODULE, ...BY_WAY[plan.method] });
  // Not localeCompare: its order depends on the computer.
  authors.sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map(authors.map(([path, author]) => [path, author(plan)]));
}
