import type { ModulePlan } from '../plan.ts';
import { phpString } from './escapes.ts';
import { phpHeader } from './licence-header.ts';

/** `registration.php` */
export function registrationPhp(plan: ModulePlan): string {
  return `<?php
${phpHeader(plan)}

use Magento\\Framework\\Component\\ComponentRegistrar;

ComponentRegistrar::register(ComponentRegistrar::MODULE, ${phpString(plan.moduleName)}, __DIR__);
`;
}

/** `Setup/Patch/Data/AddIntegration.php`, for Magento 2.3 and later. Magento applies it once. */
export function dataPatchPhp(plan: ModulePlan): string {
  return setupClass(plan, {
    namespace: 'Setup\\Patch\\Data',
    uses: ['Magento\\Framework\\Setup\\Patch\\DataPatchInterface'],
    declaration: 'AddIntegration implements DataPatchInterface',
    methods: `    public function apply()
    {
        ${processing(plan)}

        return $this;
    }

    public static function getDependencies()
    {
        return [];
    }

    public function getAliases()
    {
        return [];
    }`,
  });
}

/** `Setup/InstallData.php`, for Magento 2.0 to 2.2. Magento runs it once, when the module is installed. */
export function installDataPhp(plan: ModulePlan): string {
  return setupClass(plan, {
    namespace: 'Setup',
    uses: [
      'Magento\\Framework\\Setup\\InstallDataInterface',
      'Magento\\Framework\\Setup\\ModuleContextInterface',
      'Magento\\Framework\\Setup\\ModuleDataSetupInterface',
    ],
    declaration: 'InstallData implements InstallDataInterface',
    methods: `    public function install(ModuleDataSetupInterface $setup, ModuleContextInterface $context)
    {
        ${processing(plan)}
    }`,
  });
}

type SetupClass = {
  readonly namespace: string;
  readonly uses: readonly string[];
  readonly declaration: string;
  readonly methods: string;
};

/** No types of properties and no strict_types: Magento 2.0 runs on PHP 5.5. */
function setupClass(plan: ModulePlan, { namespace, uses, declaration, methods }: SetupClass): string {
  return `<?php
${phpHeader(plan)}

namespace ${plan.vendor}\\${plan.name}\\${namespace};

${[...uses, 'Magento\\Integration\\Model\\ConfigBasedIntegrationManager'].map((name) => `use ${name};`).join('\n')}

class ${declaration}
{
    /**
     * @var ConfigBasedIntegrationManager
     */
    private $integrationManager;

    public function __construct(ConfigBasedIntegrationManager $integrationManager)
    {
        $this->integrationManager = $integrationManager;
    }

${methods}
}
`;
}

/** The name must equal the one in etc/integration/config.xml. */
function processing({ integrationName }: ModulePlan): string {
  return `$this->integrationManager->processIntegrationConfig([${phpString(integrationName)}]);`;
}
