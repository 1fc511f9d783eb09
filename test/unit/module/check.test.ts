import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Options } from '../../../cli/module/command/options.ts';
import { moduleFiles } from '../../../cli/module/files/module-files.ts';
import { NASTY_NAME, samplePlan } from '../../contract/module/sample.ts';
import { checked, DEPLOYED, folder, outcomeOf, useModuleFolder } from './checked-module.ts';

useModuleFolder();

/** A good module with one file changed, or taken out. */
function broken(options: Options, file: string, change: (text: string) => string | undefined): [string, string][] {
  const files = new Map(moduleFiles(samplePlan(options)));
  const before = files.get(file) ?? '';
  const after = change(before);
  if (after === undefined) files.delete(file);
  else files.set(file, after);
  expect(after).not.toBe(before);
  return [...files];
}

describe('a module that was made here', () => {
  test.each([{}, { style: 'config' }, { magento: '2.0' }])('has nothing wrong (%j)', async (options) => {
    const { code, said, wrong, worth } = await checked(
      moduleFiles(samplePlan({ ...options, integrationName: NASTY_NAME })),
      DEPLOYED,
    );
    expect([wrong, worth, code]).toEqual([[], [], 0]);
    expect(said[0]).toMatch(/^Acme_Connect 1\.0\.0 \(acme\/module-connect\) in /);
    expect(said).toContain('  callback URL  https://connect.example/demo/callback');
    expect(said).toContain('  deployed      matches the product "demo"');
    expect(said).toContain('Nothing is wrong with the files.');
  });
});

describe('what is wrong with a module', () => {
  const replace = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);
  const drop = () => undefined;
  const config = { style: 'config' };
  const CONFIG = 'etc/integration/config.xml';
  const API = 'etc/integration/api.xml';
  const PATCH = 'Setup/Patch/Data/AddIntegration.php';

  test.each<readonly [Options, string, (text: string) => string | undefined, string]>([
    [{}, 'registration.php', drop, 'registration.php: is missing: Magento does not find the module'],
    [
      {},
      'registration.php',
      replace("Acme_Connect'", "Acme_Other'"),
      'registration.php: registers "Acme_Other", but etc/module.xml declares "Acme_Connect"; both must be the same',
    ],
    [{}, 'etc/module.xml', drop, 'etc/module.xml: is missing: Magento does not load the module'],
    [
      {},
      'etc/module.xml',
      replace(/<sequence>.*<\/sequence>/s, ''),
      'etc/module.xml: must name Magento_Integration in <sequence>, or it may be set up before it',
    ],
    [
      {},
      'composer.json',
      replace('magento2-module', 'library'),
      'composer.json: "type" is "library"; it must be "magento2-module"',
    ],
    [
      {},
      'composer.json',
      replace('acme/', 'Acme_'),
      'composer.json: "name" is "Acme_module-connect"; it must be like acme/module-connect',
    ],
    [
      {},
      'composer.json',
      replace('"registration.php"', ''),
      'composer.json: "autoload"."files" must list "registration.php"',
    ],
    [
      {},
      'composer.json',
      replace('Connect\\\\', 'X\\\\'),
      'composer.json: "autoload"."psr-4" must hold "Acme\\\\Connect\\\\"',
    ],
    [{}, 'composer.json', () => '{', 'composer.json: is not the JSON of a Composer package'],
    [
      {},
      'etc/integration.xml',
      drop,
      'etc/integration.xml: is missing, and so is etc/integration/config.xml: no integration appears',
    ],
    [
      {},
      'etc/integration.xml',
      replace('</email>', '</mail>'),
      "etc/integration.xml: line 9 is not well-formed XML: Expected closing tag 'email' (opened in line 9, col 9) instead of closing tag 'mail'.",
    ],
    [{}, 'etc/integration.xml', replace(/<email>.*<\/email>/, ''), 'etc/integration.xml: <email> is missing'],
    [
      {},
      'etc/integration.xml',
      replace('acme.example', 'acme'),
      'etc/integration.xml: <email> "support@acme" must look like support@acme.example: Magento asks for name@host.domain',
    ],
    [
      {},
      'etc/integration.xml',
      replace('demo/login', 'demo/login?a=b'),
      'etc/integration.xml: The identity URL https://connect.example/demo/login?a=b holds a "?"; Magento adds one itself, so it must have none.',
    ],
    [
      {},
      'etc/integration.xml',
      replace(/<identity_link_url>.*<\/identity_link_url>/, ''),
      'etc/integration.xml: "Acme Connect" has no <identity_link_url>: no window can open',
    ],
    [
      {},
      'etc/integration.xml',
      replace('Magento_Sales::actions_view', 'Magento_Sales::action_view'),
      'etc/integration.xml: <resource name="Magento_Sales::action_view"> is not known to Magento Open Source 2.4.7; did you mean Magento_Sales::actions_view, Magento_Sales::actions_edit, Magento_Sales::actions?',
    ],
    [
      {},
      'etc/integration.xml',
      replace(/<resources>.*<\/resources>/s, ''),
      'etc/integration.xml: "Acme Connect" is granted nothing: every call will be refused',
    ],
    [
      {},
      'etc/integration.xml',
      replace('<email>', '<phone/><email>'),
      'etc/integration.xml: <phone> is not allowed in <integration>',
    ],
    [
      config,
      CONFIG,
      replace(/(<email>.*<\/email>)(\s*)(<endpoint_url>.*<\/endpoint_url>)/, '$3$2$1'),
      `${CONFIG}: the elements must come in the order <email>, <endpoint_url>, <identity_link_url>`,
    ],
    [config, CONFIG, drop, `${CONFIG}: is missing: Magento does not know the URLs`],
    [config, API, drop, `${API}: is missing: the integration gets no permission`],
    [
      config,
      API,
      replace('Acme Connect', 'acme connect'),
      `${API}: names "acme connect", but ${CONFIG} declares "Acme Connect"`,
    ],
    [config, PATCH, drop, 'Setup: no class calls processIntegrationConfig: the integration never appears'],
    [
      config,
      PATCH,
      replace("'Acme Connect'", "'acmeConnect'"),
      `${PATCH}: processes "acmeConnect", but ${CONFIG} declares "Acme Connect"`,
    ],
  ])('%j: %s', async (options, file, change, line) => {
    const { code, wrong } = await checked(broken(options, file, change));
    expect(wrong).toContain(line);
    expect(code).toBe(1);
  });

  test.each<readonly [Options, string, (text: string) => string | undefined, string]>([
    [
      {},
      'composer.json',
      drop,
      'composer.json: is missing: the module can only be copied into app/code, not be installed',
    ],
    [
      config,
      API,
      replace(/<resource name="Magento_Backend::admin"\/>\s*/, ''),
      `${API}: lacks Magento_Backend::admin: the calls work, but the admin's tree shows the permissions half ticked`,
    ],
    [
      { baseUrl: 'http://connect.example', allowInsecureHttp: true },
      'README.md',
      drop,
      'etc/integration.xml: points to http: Magento warns of an insecure integration, and keys travel in the clear',
    ],
    [
      { magento: '2.0' },
      'etc/module.xml',
      replace(/ setup_version="[^"]*"/, ''),
      'etc/module.xml: has no setup_version: Magento 2.0 to 2.2 refuse it and run no Setup/InstallData.php',
    ],
  ])('worth knowing, not wrong (%j: %s)', async (options, file, change, line) => {
    const { code, wrong, worth } = await checked(broken(options, file, change));
    expect([code, wrong, worth]).toEqual([0, [], [line]]);
  });

  test('a permission of another vendor may exist', async () => {
    const files = broken({}, 'etc/integration.xml', replace('Magento_Catalog::products', 'Other_Module::thing'));
    expect((await checked(files)).wrong).toEqual([]);
  });

  test('a module typed from an old guide, whose names differ by a capital letter', async () => {
    const { code, wrong } = await checked([
      [
        'registration.php',
        "<?php ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Vendor1_Module1', __DIR__);",
      ],
      [
        'composer.json',
        '{"name":"Vendor1_Module1","type":"magento2-module","version":"1.0","autoload":{"files":["registration.php"],"psr-4":{"Vendor1\\\\Module1\\\\":""}}}',
      ],
      [
        'etc/module.xml',
        '<config><module name="Vendor1_Module1" setup_version="2.0.0"><sequence><module name="Magento_Integration"/></sequence></module></config>',
      ],
      [
        'etc/integration/config.xml',
        '<integrations><integration name="TestIntegration"><email></email><endpoint_url></endpoint_url><identity_link_url></identity_link_url></integration></integrations>',
      ],
      [
        'etc/integration/api.xml',
        '<integrations><integration name="testIntegration"><resources><resource name="Magento_Log::online"/></resources></integration></integrations>',
      ],
      ['Setup/InstallData.php', "<?php $this->integrationManager->processIntegrationConfig(['testIntegration']);"],
    ]);
    expect(code).toBe(1);
    for (const line of [
      'composer.json: "name" is "Vendor1_Module1"; it must be like acme/module-connect',
      'Setup/InstallData.php: processes "testIntegration", but etc/integration/config.xml declares "TestIntegration"',
      'etc/integration/config.xml: no setup class processes "TestIntegration": it never appears in Magento\'s list',
      'etc/integration/config.xml: <endpoint_url> "" is too short for a URL',
    ]) {
      expect(wrong).toContain(line);
    }
  });
});

describe('a check refuses', () => {
  test('a folder that is not there', async () => {
    expect(await outcomeOf(['--check', join(folder, 'none')])).toMatchObject({
      code: 2,
      complained: [`--check: ${join(folder, 'none')} cannot be read: no such file or directory (ENOENT).`],
    });
  });

  test('half of what a comparison needs', async () => {
    expect(await outcomeOf(['--check', folder, '--product', 'demo'])).toMatchObject({
      code: 2,
      complained: [
        '--check: to compare with what is deployed, give --product and one of --outputs, --local, --base-url.',
      ],
    });
  });
});
