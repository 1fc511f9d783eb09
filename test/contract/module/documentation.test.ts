import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from './programs.ts';

const page = readFileSync(join(ROOT, 'docs/module.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);
const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-docs-'));
  // The commands run as in the checkout, but write somewhere else.
  for (const part of ['package.json', 'node_modules', 'cli', 'infra', 'functions']) {
    symlinkSync(join(ROOT, part), join(folder, part));
  }
  writeFileSync(join(folder, 'cdk-outputs.json'), blocks('json')[0] ?? '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docs/module.md', () => {
  test('holds commands', () => {
    expect(commands.length).toBeGreaterThanOrEqual(5);
  });

  test.each(commands)('%s', (command) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect(`${stdout}${stderr}`).not.toBe('');
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  });

  test('the module that it makes points to the URLs of its example', () => {
    const xml = readFileSync(join(folder, 'dist/module/etc/integration.xml'), 'utf8');
    expect(xml).toContain('<endpoint_url>https://connect.example/demo/callback</endpoint_url>');
    expect(xml).toContain('<identity_link_url>https://connect.example/demo/login</identity_link_url>');
  });
});
