import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { moduleFiles } from '../../../cli/module/files/module-files.ts';
import { run } from '../../../cli/module/run.ts';
import { printable } from '../../../cli/output/printable.ts';
import { samplePlan } from '../../contract/module/sample.ts';

/* A module that somebody sent, to be checked before it is trusted: it must not be able to harm or to lie. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-hostile-'));
  for (const [path, text] of moduleFiles(samplePlan())) put(path, text);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function check() {
  const [out, errors]: [string[], string[]] = [[], []];
  const code = await run(['--check', folder], {
    print: (line) => out.push(line),
    printError: (line) => errors.push(line),
  });
  return { code, out, errors, all: [...out, ...errors] };
}

const integration = (name: string) =>
  `<config><integration name="${name}"><email>a@b.example</email></integration></config>`;

describe('what a module says', () => {
  test('is shown as it is written: it neither colours nor clears the screen', async () => {
    put('etc/integration.xml', integration('\u001b[2J\u001b[32mAcme\u009b31m'));
    put('composer.json', JSON.stringify({ name: '\u001b]0;title\u0007', type: 'x\u202egnp' }));
    const { all, code } = await check();
    expect(code).toBe(1);
    expect(all.join('\n')).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
    expect(all.join('\n')).toContain('\\x1b[2J\\x1b[32mAcme\\x9b31m');
    expect(all.join('\n')).toContain('\\u{202e}');
  });

  test('forges no line of the report', async () => {
    const forged = 'Nothing is wrong with the files.';
    put('etc/integration.xml', integration(`Acme&#10;${forged}&#13;${forged}&#x2028;${forged}`));
    const { all } = await check();
    expect(all.filter((line) => line.includes('\n') || line === forged)).toEqual([]);
    expect(all.join()).toContain(`Acme\\n${forged}\\r${forged}\\u{2028}${forged}`);
  });

  test('is cut where it goes on and on', () => {
    expect(printable('a'.repeat(1_000_000)).length).toBeLessThan(21_000);
  });
});

describe('files that are traps', () => {
  const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, index, all) => {
    const before = all[index - 1];
    return `<!ENTITY ${name} "${before === undefined ? 'ha' : `&${before};`.repeat(10)}">`;
  });
  const bomb = `<?xml version="1.0"?><!DOCTYPE config [${lines.join('')}]>${integration('&i;')}`;
  const file = '<!DOCTYPE config [<!ENTITY x SYSTEM "file:///etc/passwd">]>';

  test.each<[string, string, RegExp]>([
    ['entities that grow', bomb, /etc\/integration\.xml: has a DOCTYPE/],
    ['an entity that is a file', `${file}${integration('&x;')}`, /etc\/integration\.xml: has a DOCTYPE/],
    ['deep nesting', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, /etc\/integration\.xml: .*nested/],
    ['an attribute named __proto__', '<config __proto__="x"><integration/></config>', /etc\/integration\.xml: /],
    [
      'an element named constructor',
      '<config><integration name="A"><constructor/></integration></config>',
      /integration\.xml: /,
    ],
    ['no XML at all', '\0\0\0', /etc\/integration\.xml: /],
  ])('%s: one line', async (_name, text, problem) => {
    put('etc/integration.xml', text);
    const startedAtMs = performance.now();
    const { all, code } = await check();
    expect(code).toBe(1);
    expect(all.filter((line) => problem.test(line)).length).toBeGreaterThanOrEqual(1);
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    expect(all.join().length).toBeLessThan(10_000);
  });

  test('a JSON that is nested too deeply: one line', async () => {
    put('composer.json', '['.repeat(100_000));
    expect((await check()).out.filter((line) => line.includes('composer.json: is not the JSON'))).toHaveLength(1);
  });

  test.each([
    ['a named pipe', 'etc/module.xml'],
    ['a folder', 'registration.php'],
  ])('%s in place of a file: one line, at once', async (kind, path) => {
    rmSync(join(folder, path));
    if (kind === 'a folder') mkdirSync(join(folder, path));
    else execFileSync('mkfifo', [join(folder, path)]);
    const { code, out, errors } = await check();
    expect([code, out]).toEqual([2, []]);
    expect(errors).toEqual([`--check: ${path} in ${folder} is not a file.`]);
  });

  test('a file that is too large to be one of them: one line', async () => {
    put('Setup/Patch/Data/AddIntegration.php', ' '.repeat(300 * 1024));
    const { code, errors } = await check();
    expect([code, errors]).toEqual([
      2,
      [`--check: Setup/Patch/Data/AddIntegration.php in ${folder} has more than 256 KB.`],
    ]);
  });
});

test('the command ends quietly when nobody reads on', () => {
  const command = fileURLToPath(new URL('../../../cli/module/module.ts', import.meta.url));
  const { stderr, status } = spawnSync(
    'bash',
    ['-o', 'pipefail', '-c', `"${process.execPath}" "${command}" --list-resources | head -n 1 >/dev/null`],
    { encoding: 'utf8' },
  );
  expect([stderr, status]).toEqual(['', 0]);
});
