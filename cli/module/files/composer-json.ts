import type { InstallMethod, ModulePlan } from '../plan.ts';

// magento/framework is 100.0 in Magento 2.0, 100.1 in 2.1, 101.0 in 2.2, 102.0 in 2.3 and 103.0 in 2.4;
// magento/module-integration is 100.0 to 100.4.
const SINCE_2_0 = { php: '>=5.5', 'magento/framework': '^100.0 || ^101.0 || ^102.0 || ^103.0' };
const SINCE_2_3 = { php: '>=7.1', 'magento/framework': '^102.0 || ^103.0' };

const REQUIREMENTS = {
  'integration.xml': { ...SINCE_2_3, 'magento/module-integration': '^100.3' },
  'data patch': { ...SINCE_2_3, 'magento/module-integration': '^100.3' },
  InstallData: { ...SINCE_2_0, 'magento/module-integration': '^100.0' },
} as const satisfies Record<InstallMethod, Record<string, string>>;

/** `composer.json` */
export function composerJson(plan: ModulePlan): string {
  const manifest = {
    name: plan.packageName,
    description: `Adds the integration "${plan.integrationName}" to Magento`,
    type: 'magento2-module',
    version: plan.version,
    license: plan.license,
    support: { email: plan.email },
    require: REQUIREMENTS[plan.method],
    autoload: { files: ['registration.php'], 'psr-4': { [`${plan.vendor}\\${plan.name}\\`]: '' } },
  };
  return `${JSON.stringify(manifest, undefined, 4)}\n`;
}
