import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Options } from '../../../cli/module/command/options.ts';
import { moduleFiles } from '../../../cli/module/files/module-files.ts';
import { describeWith, ROOT, runProgram } from './programs.ts';
import { NASTY_NAME, samplePlan } from './sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'handfast-module-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;

/** Writes the files of a module below a folder of its own. */
function write(options: Options): { readonly at: string; readonly paths: readonly string[] } {
  written += 1;
  const at = join(folder, String(written));
  const files = moduleFiles(samplePlan(options));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
  return { at, paths: [...files.keys()] };
}

const NASTY = { integrationName: NASTY_NAME, email: `a'b"<c>&d@x.\\y--`, license: 'MIT' } satisfies Options;
const WAYS: readonly (readonly [string, Options])[] = [
  ['integration.xml', {}],
  ['config.xml and a data patch', { style: 'config' }],
  ['config.xml and InstallData', { magento: '2.0' }],
];

const SETUP_FILES: Readonly<Record<string, string>> = {
  'config.xml and a data patch': 'Setup/Patch/Data/AddIntegration.php',
  'config.xml and InstallData': 'Setup/InstallData.php',
};

describeWith('php', 'php-cli', 'generated PHP', () => {
  test.each(WAYS)('passes php -l (%s)', (_, options) => {
    const { at, paths } = write({ ...options, ...NASTY });
    const scripts = paths.filter((path) => path.endsWith('.php'));
    expect(scripts).toContain('registration.php');
    for (const script of scripts) {
      expect(runProgram('php', ['-l', join(at, script)])).toMatchObject({ status: 0 });
    }
  });

  test('a file that php -l refuses would be seen', () => {
    const script = join(folder, 'broken.php');
    writeFileSync(script, "<?php\necho 'a' 'b';\n");
    expect(runProgram('php', ['-l', script]).status).not.toBe(0);
  });

  test('registers the module by its name and folder', () => {
    const { at } = write({});
    const stub = `namespace Magento\\Framework\\Component {
      class ComponentRegistrar {
        const MODULE = 'module';
        static function register($type, $name, $path) { echo json_encode([$type, $name, $path]); }
      }
    }
    namespace { require $argv[1]; }`;
    const { output } = runProgram('php', ['-r', stub, join(at, 'registration.php')]);
    expect(JSON.parse(output)).toEqual(['module', 'Acme_Connect', at]);
  });

  test.each(WAYS.slice(1))('the setup class hands over the very name, whatever it holds (%s)', (way, options) => {
    const { at } = write({ ...options, ...NASTY });
    const stub = `namespace Magento\\Integration\\Model {
      class ConfigBasedIntegrationManager {
        function processIntegrationConfig(array $names) { echo json_encode($names); }
      }
    }
    namespace Magento\\Framework\\Setup { interface ModuleContextInterface {} interface ModuleDataSetupInterface {}
      class Nothing implements ModuleContextInterface, ModuleDataSetupInterface {}
      interface InstallDataInterface { function install(ModuleDataSetupInterface $a, ModuleContextInterface $b); } }
    namespace Magento\\Framework\\Setup\\Patch {
      interface DataPatchInterface { function apply(); static function getDependencies(); function getAliases(); } }
    namespace {
      require $argv[1];
      $manager = new Magento\\Integration\\Model\\ConfigBasedIntegrationManager();
      $none = new Magento\\Framework\\Setup\\Nothing();
      if (class_exists('Acme\\Connect\\Setup\\InstallData')) {
        (new Acme\\Connect\\Setup\\InstallData($manager))->install($none, $none);
      } else {
        (new Acme\\Connect\\Setup\\Patch\\Data\\AddIntegration($manager))->apply();
      }
    }`;
    const { output } = runProgram('php', ['-r', stub, join(at, SETUP_FILES[way] ?? '')]);
    expect(JSON.parse(output)).toEqual([NASTY_NAME]);
  });
});

const schemaOf = (file: string) => join(ROOT, 'cli/module/schemas', basename(file).replace(/xml$/, 'xsd'));

function validate(file: string): number | null {
  return runProgram('xmllint', ['--noout', '--nonet', '--schema', schemaOf(file), file]).status;
}

describeWith('xmllint', 'libxml2-utils', 'generated XML', () => {
  test.each(WAYS)('is valid against our schemas, whatever the values hold (%s)', (_, options) => {
    const { at, paths } = write({ ...options, ...NASTY, moduleVersion: '1.2.3-beta.1' });
    const documents = paths.filter((path) => path.endsWith('.xml'));
    expect(documents.length).toBeGreaterThan(1);
    for (const document of documents) expect([document, validate(join(at, document))]).toEqual([document, 0]);
  });

  test.each(WAYS)('gives back the very name and e-mail address (%s)', (_, options) => {
    const { at, paths } = write({ ...options, ...NASTY });
    const file = join(at, paths.find((path) => /integration\.xml$|config\.xml$/.test(path)) ?? '');
    const read = (path: string) => runProgram('xmllint', ['--xpath', `string(${path})`, file]).output.trimEnd();
    expect(read('//integration/@name')).toBe(NASTY_NAME);
    expect(read('//email')).toBe(NASTY.email);
  });

  const good = moduleFiles(samplePlan());
  const old = moduleFiles(samplePlan({ style: 'config' }));
  test.each([
    ['module.xml', good.get('etc/module.xml'), 'Acme_Connect', 'acme_Connect'],
    ['module.xml', good.get('etc/module.xml'), 'Acme_Connect', 'Acme_2Connect'],
    ['module.xml', good.get('etc/module.xml'), 'Acme_Connect', `Acme_C${'x'.repeat(45)}`],
    ['module.xml', good.get('etc/module.xml'), 'Magento_Integration', 'Magento_Store'],
    ['integration.xml', good.get('etc/integration.xml'), 'Acme Connect', 'A'],
    ['integration.xml', good.get('etc/integration.xml'), 'support@acme.example', 'support@acme'],
    ['integration.xml', good.get('etc/integration.xml'), 'demo/login', 'demo/login?a=b'],
    ['integration.xml', good.get('etc/integration.xml'), 'https://connect.example/demo/callback', 'x'],
    ['integration.xml', good.get('etc/integration.xml'), 'Magento_Sales::actions_view', 'orders'],
    ['integration.xml', good.get('etc/integration.xml'), 'config', 'integrations'],
    ['config.xml', old.get('etc/integration/config.xml'), /(<email>.*<\/email>)(\s*)(<end.*>)/, '$3$2$1'],
    ['api.xml', old.get('etc/integration/api.xml'), 'resources>', 'resource>'],
  ])('our schema for %s refuses what Magento refuses (#%#)', (name, text = '', from, to) => {
    const broken = text.replaceAll(from instanceof RegExp ? new RegExp(from, 'gs') : from, to);
    expect(broken).not.toBe(text);
    const file = join(folder, name);
    writeFileSync(file, text);
    expect(validate(file)).toBe(0);
    writeFileSync(file, broken);
    expect(validate(file)).not.toBe(0);
  });
});
