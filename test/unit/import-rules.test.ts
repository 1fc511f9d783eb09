import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STEPS = ['callback', 'login', 'exchange', 'connections'];
const KEEPERS: Record<string, string> = {
  '@middy/core': 'functions/adapters/edge',
  '@aws-lambda-powertools/logger': 'functions/adapters/edge',
  'oauth-1.0a': 'functions/adapters/magento',
  'node:https': 'functions/adapters/magento',
  'ipaddr.js': 'functions/adapters/magento',
  '@aws-sdk/lib-dynamodb': 'functions/adapters/table',
  '@aws-sdk/client-dynamodb': 'functions/adapters/table',
  '@aws-sdk/client-kms': 'functions/adapters/vault',
  '@aws-sdk/client-sfn': 'functions/adapters/machine',
  '@aws-sdk/client-eventbridge': 'functions/adapters/bus',
  '@aws-sdk/client-secrets-manager': 'functions/adapters/secrets',
  'openid-client': 'functions/adapters/identity',
  'p-retry': 'functions/adapters/retries',
  jose: 'functions/adapters/session',
};

type Import = { readonly from: string; readonly to: string };

function sources(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

/** What a file imports: packages by name, files by their path from the root. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map(([, fixed, lazy]) => {
    const to = fixed ?? lazy ?? '';
    return { from: file, to: to.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), to)) : to };
  });
}

const imports = sources('functions').flatMap(importsOf);
const packageOf = (to: string) =>
  to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/');
const within = (path: string, folder: string) => path.startsWith(`${folder}/`);
const wrong = (rule: (found: Import) => boolean) =>
  imports.filter((found) => !rule(found)).map(({ from, to }) => `${from} -> ${to}`);

describe('the rooms', () => {
  test('are all read here', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  test('the rules import nothing outside themselves but the hash of Node', () => {
    expect(
      wrong(
        ({ from, to }) =>
          !within(from, 'functions/handshake') || within(to, 'functions/handshake') || to === 'node:crypto',
      ),
    ).toEqual([]);
  });

  test('steps import rules and walls, never each other', () => {
    const room = (path: string) => STEPS.find((step) => within(path, `functions/${step}`));
    expect(
      wrong(({ from, to }) => room(from) === undefined || room(to) === undefined || room(from) === room(to)),
    ).toEqual([]);
  });

  test('walls never import steps', () => {
    expect(
      wrong(
        ({ from, to }) => !within(from, 'functions/adapters') || !STEPS.some((step) => within(to, `functions/${step}`)),
      ),
    ).toEqual([]);
  });

  test('functions import neither the infrastructure nor tests', () => {
    expect(wrong(({ to }) => !within(to, 'infra') && !within(to, 'test'))).toEqual([]);
  });

  test.each(Object.entries(KEEPERS))('%s is imported in %s only', (name, keeper) => {
    expect(wrong(({ from, to }) => packageOf(to) !== name || within(from, keeper))).toEqual([]);
    expect(imports.some(({ from, to }) => packageOf(to) === name && within(from, keeper))).toBe(true);
  });

  test('no function imports a package that is for development', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const dependencies = Object.keys(Reflect.get(Object(manifest), 'dependencies'));
    const foreign = wrong(
      ({ to }) =>
        to.startsWith('node:') ||
        within(to, 'functions') ||
        dependencies.includes(packageOf(to)) ||
        to === 'aws-lambda' ||
        to === 'package.json',
    );
    expect(foreign).toEqual([]);
  });

  test('handlers are wiring, short enough to be read at a glance', () => {
    const handlers = sources('functions').filter((file) => file.endsWith('/handler.ts'));
    expect(handlers.length).toBeGreaterThanOrEqual(3);
    const lines = (file: string) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return text.split('\n').filter((line) => line.trim() !== '' && !/^(import|export type|type) /.test(line)).length;
    };
    expect(handlers.filter((file) => lines(file) > 35)).toEqual([]);
  });

  test('no room is a drawer', () => {
    const drawers = /(?:^|\/)(?:utils?|helpers?|common|types|services|index)(?:\.ts|\/)/;
    expect([...sources('functions'), ...sources('infra')].filter((file) => drawers.test(file))).toEqual([]);
  });

  test('files import files with their ending, so that Node runs them as they are', () => {
    expect(wrong(({ to }) => !within(to, 'functions') || to.endsWith('.ts'))).toEqual([]);
  });
});
