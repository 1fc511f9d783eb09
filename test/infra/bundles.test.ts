import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/functions/bundles.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions/function-table.ts';

const MOST_KILOBYTES = 620;
/** The console has the API in it, and its own pages. */
const MORE_KILOBYTES: Readonly<Partial<Record<FunctionName, number>>> = { console: 1_100 };

let parent: string;
let folders: Readonly<Record<FunctionName, string>>;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'handfast-bundles-'));
  folders = bundleFunctions(parent);
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const filesOf = (fn: FunctionName) => readdirSync(folders[fn]).map((name) => join(folders[fn], name));

describe.each(FUNCTION_NAMES)('the bundle of %s', (fn) => {
  test('loads at most 620 KB when it starts, the console at most 1,100 KB', () => {
    const bytes = loadedAtStart(folders[fn]).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeGreaterThan(10 * 1024);
    expect(bytes).toBeLessThanOrEqual((MORE_KILOBYTES[fn] ?? MOST_KILOBYTES) * 1024);
  });

  test('takes credentials from its environment, and knows no other place', () => {
    const code = filesOf(fn)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(code).toContain('AWS_SESSION_TOKEN');
    expect(code).not.toMatch(/credential_process|sso_session|AWS_WEB_IDENTITY_TOKEN_FILE/);
  });
});

/** Texts that each package brings into a bundle. */
const OF_SAML = {
  '@node-saml/node-saml': 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
  'xml-crypto': 'Cannot validate a uri with quotes inside it',
  '@peculiar/x509': 'Cannot get OID for name type',
} as const;

describe.each(Object.entries(OF_SAML))('%s', (_, text) => {
  const holds = (files: readonly string[]) => files.some((file) => readFileSync(file, 'utf8').includes(text));

  test('is in the bundle of the function for SAML, and of no other', () => {
    expect(FUNCTION_NAMES.filter((fn) => holds(filesOf(fn)))).toEqual(['saml']);
  });

  test('is not loaded when that starts', () => {
    expect(holds(loadedAtStart(folders.saml))).toBe(false);
  });
});

/** The bundle's entry and every chunk that a static import leads to. */
function loadedAtStart(folder: string, file = join(folder, 'index.mjs'), seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [...seen];
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*"(\.\/[^"]+)"/g);
  for (const [, chunk = ''] of imports) loadedAtStart(folder, join(folder, chunk), seen);
  return [...seen];
}
