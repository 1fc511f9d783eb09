import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { findSettings, PLACEHOLDER, SettingsSourceError } from '../../../infra/settings/settings-source.ts';
import { stackNameOf } from '../../../infra/settings/stack-name.ts';
import { FLAGS } from '../template.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'handfast-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OWN = { products: [{ id: 'erp', name: 'Acme ERP' }] };
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const problemOf = async (context: Parameters<typeof findSettings>[0]): Promise<string> => {
  const found = await findSettings(context, folder).catch((error: unknown) => error);
  if (!(found instanceof SettingsSourceError)) throw new Error(`accepted: ${JSON.stringify(found)}`);
  return found.message;
};

describe('settings', () => {
  test('are those in cdk.json, unless a file is named', async () => {
    expect(await findSettings({ handfast: OWN }, folder)).toMatchObject({ input: OWN });
  });

  test('are read from a JSON file, from where the command runs', async () => {
    const settings = put('own.json', JSON.stringify(OWN));
    expect(await findSettings({ settings }, folder)).toEqual({ input: OWN, source: 'own.json' });
  });

  test('are read from a TypeScript file with types', async () => {
    const types = join(ROOT, 'infra/settings/settings.ts');
    const settings = put(
      'own.ts',
      `import type { SettingsInput } from ${JSON.stringify(types)};
       export default { products: [{ id: 'erp', name: 'Acme ERP' }] } satisfies SettingsInput;`,
    );
    expect((await findSettings({ settings }, folder)).input).toEqual(OWN);
  });

  test('name logos from the folder of their file', async () => {
    const settings = put('logo.json', JSON.stringify({ products: [{ ...OWN.products[0], logo: 'acme.svg' }, 'odd'] }));
    const { input } = await findSettings({ settings }, folder);
    expect(input).toEqual({ products: [{ ...OWN.products[0], logo: join(folder, 'acme.svg') }, 'odd'] });
  });

  test('in a file take the place of what cdk.json comes with', async () => {
    expect(FLAGS['handfast']).toEqual(PLACEHOLDER);
    const settings = put('own.json', JSON.stringify(OWN));
    expect((await findSettings({ settings, handfast: FLAGS['handfast'] }, folder)).input).toEqual(OWN);
  });
});

describe('settings that cannot be read end in one line', () => {
  test.each([
    [
      'no such file',
      'none.json',
      undefined,
      /^The settings file none\.json does not exist \(looked for \/.*none\.json\)$/,
    ],
    ['a folder', '.', undefined, /^The settings file \. cannot be read: EISDIR/],
    ['no JSON', 'odd.json', '{ products', /^The settings file odd\.json is not JSON: /],
    ['another kind of file', 'own.yaml', 'products: []', /^The settings file own\.yaml must end in \.json or \.ts$/],
    [
      'no default export',
      'none.ts',
      'export const a = 1;',
      /none\.ts has no default export: write "export default \{ … \}"$/,
    ],
    ['no TypeScript', 'odd.ts', 'export default {', /^The settings file odd\.ts cannot be loaded: /],
    [
      'a module that throws',
      'throws.ts',
      'throw new Error("no\\nway");',
      /^The settings file throws\.ts cannot be loaded: no$/,
    ],
  ])('%s', async (_, name, text, line) => {
    if (text !== undefined) put(name, text);
    const problem = await problemOf({ settings: name });
    expect(problem).toMatch(line);
    expect(problem).not.toContain('\n');
  });

  test('settings in two places', async () => {
    const settings = put('own.json', JSON.stringify(OWN));
    expect(await problemOf({ settings, handfast: OWN })).toBe(
      'There are settings in cdk.json (key "handfast" of its context) and in own.json: remove those in cdk.json, or leave out --context settings',
    );
  });

  test.each([[''], [true], [{}]])('a name that is none: %j', async (settings) => {
    expect(await problemOf({ settings })).toMatch(/^--context settings=… must name a file/);
  });
});

describe('the stack', () => {
  test('is called Handfast, or after its stage', () => {
    expect([undefined, 'prod', 'eu-1'].map(stackNameOf)).toEqual(['Handfast', 'Handfast-prod', 'Handfast-eu-1']);
  });

  test.each(['', '-x', 'x-', 'a_b', 'x'.repeat(33), 7, true])('is not called after %j', (stage) => {
    expect(() => stackNameOf(stage)).toThrow(/^--context stage=… must be 1 to 32 letters/);
  });
});

describe('the app', () => {
  function synthesise(context: object) {
    const out = join(folder, 'cdk.out');
    const env = { ...process.env, CDK_OUTDIR: out, CDK_VALIDATION: 'false' };
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'infra/app.ts')], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, CDK_CONTEXT_JSON: JSON.stringify({ ...FLAGS, ...context }) },
    });
    const template = (name: string) => JSON.parse(readFileSync(join(out, `${name}.template.json`), 'utf8'));
    return { status, stderr, template };
  }

  test('makes a stack for each stage, from a file, with the logical ids of the one without a stage', () => {
    const settings = put('own.json', JSON.stringify(OWN));
    const { status, template } = synthesise({ settings, stage: 'prod' });
    expect(status).toBe(0);
    const keys = Object.keys(template('Handfast-prod').Resources);
    expect(keys).toContainEqual(expect.stringMatching(/^HandfastTable/));
    expect(Object.keys(template('Handfast-prod').Outputs)).toContainEqual(
      expect.stringMatching(/^HandfastErpLoginUrl/),
    );
  }, 60_000);

  test('names the file whose settings are wrong, and no trace', () => {
    const settings = put('wrong.json', JSON.stringify({ ...OWN, dashbord: true }));
    const { status, stderr } = synthesise({ settings });
    expect([status, stderr]).toEqual([
      1,
      'The settings in wrong.json cannot be used:\n  dashbord: is not a setting; did you mean "dashboard"?\n',
    ]);
  }, 60_000);

  test('says in one line that a file is missing', () => {
    const { status, stderr } = synthesise({ settings: 'none.json' });
    expect(status).toBe(1);
    expect(stderr.trim()).toMatch(/^The settings file none\.json does not exist .*$/);
  }, 60_000);
});
