import { describe, expect, test } from 'vitest';
import type { Options } from '../../../cli/module/command/options.ts';
import { moduleFiles } from '../../../cli/module/files/module-files.ts';
import { samplePlan } from '../../contract/module/sample.ts';
import { checked, DEPLOYED, section, useModuleFolder } from './checked-module.ts';

useModuleFolder();

describe('what an upgrade does', () => {
  const effectOn = async (made: Options, options: Options) => {
    const { code, said } = await checked(moduleFiles(samplePlan(made)), options);
    const [effect = ''] = section(said, 'What an upgrade does to stores connected through "Acme Connect":');
    return { code, effect };
  };

  test('nothing, while URLs stay as deployed', async () => {
    const { code, effect } = await effectOn({}, { ...DEPLOYED, resources: 'products,orders:read' });
    expect([code, effect]).toEqual([
      0,
      'Nothing: what was compared stays the same, so connected stores stay connected.',
    ]);
  });

  test('another URL makes the integration anew: new consumer key, activate again', async () => {
    const { code, effect } = await effectOn({}, { ...DEPLOYED, baseUrl: 'https://new.example' });
    expect(code).toBe(1);
    expect(effect).toMatch(/^Changed: callback URL, identity URL\. .*a new consumer key.*must press Activate/);
  });

  test.each([
    [{ resources: 'products' }, /^Changed: permissions\. /],
    [{ resources: 'products,orders:read,cms' }, /^Changed: permissions\. /],
    [{ email: 'help@acme.example' }, /^Changed: e-mail address\. /],
    [{}, /^As long as URLs, e-mail address and permissions stay the same, nothing happens\./],
  ])('%j does the same, but the files match what is deployed', async (options, effect) => {
    const found = await effectOn({}, options);
    expect(found.code).toBe(0);
    expect(found.effect).toMatch(effect);
  });

  test('with config.xml the old URL stays', async () => {
    const { code, effect } = await effectOn({ style: 'config' }, { ...DEPLOYED, baseUrl: 'https://new.example' });
    expect(code).toBe(1);
    expect(effect).toMatch(/^Nothing in stores that have the module: .*callback URL, identity URL stay as they were/);
  });

  test('another name adds a second integration', async () => {
    const { effect } = await effectOn({}, { integrationName: 'Acme' });
    expect(effect).toMatch(/^The name changes from "Acme Connect" to "Acme": Magento adds a second integration/);
  });

  test('a difference is reported with the URL that is deployed', async () => {
    const { said } = await checked(moduleFiles(samplePlan()), { ...DEPLOYED, baseUrl: 'https://new.example' });
    expect(said).toContain(
      '  deployed      DIFFERS: the callback URL of the product "demo" is https://new.example/demo/callback',
    );
  });
});
