import { describe, expect, test } from 'vitest';
import { moduleFiles } from '../../../cli/module/files/module-files.ts';
import { pack } from '../../../cli/module/pack.ts';
import { NASTY_NAME, samplePlan } from '../../contract/module/sample.ts';

const HEADER = ['Acme_Connect 1.0.0', 'Copyright Acme', 'SPDX-License-Identifier: LicenseRef-proprietary'];

describe('the files of a module', () => {
  test.each([
    [{}, ['etc/integration.xml']],
    [
      { style: 'config' },
      ['Setup/Patch/Data/AddIntegration.php', 'etc/integration/api.xml', 'etc/integration/config.xml'],
    ],
    [{ magento: '2.0' }, ['Setup/InstallData.php', 'etc/integration/api.xml', 'etc/integration/config.xml']],
    [{ magento: '2.2', style: 'config' }, ['Setup/InstallData.php']],
    [{ magento: '2.3' }, ['etc/integration.xml']],
  ])('with %j bring the integration by %j', (options, brought) => {
    const paths = [...moduleFiles(samplePlan(options)).keys()];
    for (const path of [...brought, 'README.md', 'composer.json', 'etc/module.xml', 'registration.php']) {
      expect(paths).toContain(path);
    }
    expect(paths.includes('etc/integration.xml')).toBe(brought.includes('etc/integration.xml'));
    expect(paths).toEqual(paths.toSorted());
  });

  test('integration.xml says who, where and what', () => {
    expect(moduleFiles(samplePlan({ resources: 'Magento_Backend::dashboard' })).get('etc/integration.xml')).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<!--
${HEADER.map((line) => `    ${line}`).join('\n')}
-->
<config xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="urn:magento:module:Magento_Integration:etc/integration/integration.xsd">
    <integration name="Acme Connect">
        <email>support@acme.example</email>
        <endpoint_url>https://connect.example/demo/callback</endpoint_url>
        <identity_link_url>https://connect.example/demo/login</identity_link_url>
        <resources>
            <resource name="Magento_Backend::admin"/>
            <resource name="Magento_Backend::dashboard"/>
        </resources>
    </integration>
</config>
`,
    );
  });

  test('every file that can hold a comment begins with the licence', () => {
    for (const options of [{}, { style: 'config' }, { magento: '2.0' }]) {
      for (const [path, text] of moduleFiles(samplePlan(options))) {
        if (!/\.(?:php|xml)$/.test(path)) continue;
        for (const line of HEADER) expect([path, text.slice(0, 250).includes(line)]).toEqual([path, true]);
      }
    }
    expect(moduleFiles(samplePlan({ license: 'MIT' })).get('registration.php')).toContain(
      'SPDX-License-Identifier: MIT',
    );
  });

  test('composer.json is a module that Composer loads', () => {
    const manifest: unknown = JSON.parse(
      moduleFiles(samplePlan({ integrationName: NASTY_NAME })).get('composer.json') ?? '',
    );
    expect(manifest).toMatchObject({
      name: 'acme/module-connect',
      type: 'magento2-module',
      version: '1.0.0',
      license: 'proprietary',
      description: `Adds the integration "${NASTY_NAME}" to Magento`,
      autoload: { files: ['registration.php'], 'psr-4': { 'Acme\\Connect\\': '' } },
    });
  });

  test('only Magento before 2.3 gets a setup_version, of digits and dots', () => {
    const old = moduleFiles(samplePlan({ magento: '2.1', moduleVersion: '1.2.3-beta.1' })).get('etc/module.xml');
    expect(old).toContain('<module name="Acme_Connect" setup_version="1.2.3">');
    expect(moduleFiles(samplePlan()).get('etc/module.xml')).toContain('<module name="Acme_Connect">');
  });

  test('the merchant reads with whom what is shared, and how to end it', () => {
    const readme = moduleFiles(samplePlan({ integrationName: "O'Neil *Co*" })).get('README.md');
    expect(readme).toContain("# O'Neil \\*Co\\*");
    expect(readme).toContain('composer require acme/module-connect');
    expect(readme).toContain('integration to `connect.example`');
    expect(readme).toContain('- Magento Admin > Catalog > Inventory > Products (`Magento_Catalog::products`)');
    expect(readme).toContain("WHERE name = 'O''Neil *Co*'");
    expect(readme).not.toContain('not https');
  });

  test('a module for trials says so', () => {
    const options = { baseUrl: 'http://connect.example', allowInsecureHttp: true };
    expect(moduleFiles(samplePlan(options)).get('README.md')).toContain('**These addresses are not https.**');
  });
});

test('the same plan gives the same bytes', () => {
  const [one, other] = [pack(moduleFiles(samplePlan())), pack(moduleFiles(samplePlan()))];
  expect(Buffer.compare(one, other)).toBe(0);
  const changed = pack(moduleFiles(samplePlan({ email: 'help@acme.example' })));
  expect(Buffer.compare(one, changed)).not.toBe(0);
});
