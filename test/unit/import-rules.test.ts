import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Each feature is a folder with a Lambda function of its own. None imports another, but the console those that it shows. */
const FEATURES = [
  'callback',
  'popup',
  'exchange',
  'api',
  'health',
  'integrations',
  'webhooks',
  'saml',
  'access',
  'sync',
  'console',
].map((name) => `functions/${name}`);

const CONSOLE = 'functions/console';
/** With what merchants were told, which the console shows in its reader's language. */
const SHOWN = ['functions/api', 'functions/integrations', 'functions/popup/texts'];

/** From the ground up: a floor imports itself and those below it. */
const FLOORS = [
  'functions/domain',
  'functions/adapters',
  'functions/products',
  'functions/stores',
  'functions/channels',
];

/** The folder that imports a library or a service, and undoes its quirks. */
const ONLY_IMPORTER: Readonly<Record<string, string | readonly string[]>> = {
  '@middy/core': 'functions/adapters/lambda',
  '@aws-lambda-powertools/logger': 'functions/adapters/lambda',
  'oauth-1.0a': 'functions/adapters/magento/signing',
  'node:https': 'functions/adapters/http',
  'node:dns': 'functions/adapters/http',
  'ipaddr.js': 'functions/adapters/http',
  '@aws-sdk/lib-dynamodb': 'functions/adapters/dynamodb',
  '@aws-sdk/client-dynamodb': 'functions/adapters/dynamodb',
  '@aws-sdk/client-kms': 'functions/adapters/kms',
  '@aws-sdk/client-sfn': 'functions/adapters/step-functions',
  '@aws-sdk/client-eventbridge': 'functions/adapters/eventbridge',
  '@aws-sdk/client-sqs': 'functions/adapters/sqs',
  '@aws-sdk/client-s3': 'functions/adapters/s3',
  '@aws-sdk/client-secrets-manager': 'functions/adapters/secrets-manager',
  'openid-client': 'functions/adapters/oidc',
  'p-retry': 'functions/adapters/retry',
  // Encrypts what only we read back: cookies and access tokens.
  jose: ['functions/adapters/cookies', 'functions/adapters/access-tokens'],
  graphql: 'functions/adapters/graphql',
  '@node-saml/node-saml': 'functions/adapters/saml',
  '@peculiar/x509': 'functions/adapters/saml',
  'fast-xml-parser': 'functions/adapters/saml',
};

/** What of the functions the infrastructure is built from, besides the domain: names, shapes and texts, no behaviour. */
const CONTRACTS = [
  'functions/adapters/dynamodb/indexes.ts',
  'functions/adapters/eventbridge',
  'functions/adapters/html/palette.ts',
  'functions/adapters/lambda/environment.ts',
  'functions/adapters/lambda/log.ts',
  'functions/api/contract',
  'functions/popup/page-urls.ts',
  'functions/popup/texts',
  'functions/products/branding.ts',
];

/** Of the sources beside it, by `npm run client`. */
const BUILT = 'client/dist';

type Import = { readonly from: string; readonly to: string };

const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

function sources(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !within(path, BUILT));
}

const OWN_NAMES = new Map<string, string>(Object.entries(manifest.imports));

/** What a file imports, types included: packages by name, files by their path from the root. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map(([, fixed, lazy]) => {
    const to = fixed ?? lazy ?? '';
    const own = OWN_NAMES.get(to);
    if (own !== undefined) return { from: file, to: relative(ROOT, resolve(ROOT, own)) };
    return { from: file, to: to.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), to)) : to };
  });
}

const CODE = ['functions', 'infra', 'cli', 'client'];
const imports = CODE.flatMap(sources).flatMap(importsOf);
const packageOf = (to: string) =>
  to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/');
const withinOneOf = (path: string, folders: readonly string[]) => folders.some((folder) => within(path, folder));
const isFile = (to: string) => withinOneOf(to, [...CODE, 'test']);
const offenders = (allowed: (found: Import) => boolean) =>
  imports.filter((found) => !allowed(found)).map(({ from, to }) => `${from} -> ${to}`);

/** Every way round through imports that comes back to where it began, each once. */
function circles(): string[] {
  const next = Map.groupBy(
    imports.filter(({ to }) => isFile(to)),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

describe('imports go one way', () => {
  test('all code is read here', () => {
    expect(imports.length).toBeGreaterThan(1_000);
    for (const folder of [...FEATURES, ...FLOORS]) expect(imports.some(({ from }) => within(from, folder))).toBe(true);
  });

  test('the domain imports nothing outside itself but the hash of Node', () => {
    const [domain = ''] = FLOORS;
    expect(offenders(({ from, to }) => !within(from, domain) || within(to, domain) || to === 'node:crypto')).toEqual(
      [],
    );
  });

  test('a floor imports itself and the floors below it, never a feature', () => {
    const floorOf = (path: string) => FLOORS.findIndex((floor) => within(path, floor));
    expect(
      offenders(
        ({ from, to }) =>
          floorOf(from) < 0 || !within(to, 'functions') || (floorOf(to) >= 0 && floorOf(to) <= floorOf(from)),
      ),
    ).toEqual([]);
  });

  test('features never import each other; the console stands above what it shows', () => {
    const featureOf = (path: string) => FEATURES.find((feature) => within(path, feature));
    expect(
      offenders(
        ({ from, to }) =>
          featureOf(from) === undefined ||
          featureOf(to) === undefined ||
          featureOf(from) === featureOf(to) ||
          (within(from, CONSOLE) && withinOneOf(to, SHOWN)),
      ),
    ).toEqual([]);
  });

  test('functions import neither the infrastructure nor the commands nor the client', () => {
    expect(
      offenders(({ from, to }) => !within(from, 'functions') || !withinOneOf(to, ['infra', 'cli', 'client'])),
    ).toEqual([]);
  });

  test('the infrastructure imports the domain, and contracts of functions', () => {
    expect(
      offenders(
        ({ from, to }) =>
          !within(from, 'infra') || !within(to, 'functions') || withinOneOf(to, ['functions/domain', ...CONTRACTS]),
      ),
    ).toEqual([]);
  });

  test('local mode is imported by commands and tests only: what is deployed knows nothing of it', () => {
    expect(
      offenders(({ from, to }) => !within(to, 'infra/local') || withinOneOf(from, ['infra/local', 'cli'])),
    ).toEqual([]);
  });

  test('the client stands alone', () => {
    expect(offenders(({ from, to }) => !within(from, 'client') || within(to, 'client'))).toEqual([]);
  });

  test('nothing imports from the tests', () => {
    expect(offenders(({ to }) => !within(to, 'test'))).toEqual([]);
  });

  test('no import leads in a circle, of types neither', () => {
    expect(circles()).toEqual([]);
  });
});

describe('libraries', () => {
  test.each(Object.entries(ONLY_IMPORTER))('%s is imported in %s only', (name, keeper) => {
    const named = imports.filter(({ from, to }) => within(from, 'functions') && packageOf(to) === name);
    expect(named.filter(({ from }) => !withinOneOf(from, [keeper].flat()))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  test('no function imports a package that is for development', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const dependencies = Object.keys(Reflect.get(Object(manifest), 'dependencies'));
    const allowed = (to: string) =>
      to.startsWith('node:') ||
      within(to, 'functions') ||
      dependencies.includes(packageOf(to)) ||
      to === 'aws-lambda' ||
      to === 'package.json';
    expect(offenders(({ from, to }) => !within(from, 'functions') || allowed(to))).toEqual([]);
  });
});

describe('files', () => {
  test('a handler is wiring, short enough to be read at a glance', () => {
    const handlers = CODE.flatMap(sources).filter((file) => file.endsWith('/handler.ts'));
    expect(handlers.length).toBeGreaterThanOrEqual(FEATURES.length);
    const lines = (file: string) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return text.split('\n').filter((line) => line.trim() !== '' && !/^(import|export type|type) /.test(line)).length;
    };
    expect(handlers.filter((file) => lines(file) > 35)).toEqual([]);
  });

  test('no folder and no file is a drawer for anything', () => {
    const drawers = /(?:^|\/)(?:utils?|helpers?|common|types|services|index)(?:\.ts|\/)/;
    expect(CODE.flatMap(sources).filter((file) => drawers.test(file))).toEqual([]);
  });

  test('no folder has more entries than a reader takes in', () => {
    const folders = Map.groupBy([...CODE, 'test'].flatMap(entriesOf), dirname);
    expect([...folders].filter(([, entries]) => entries.length > 24).map(([folder]) => folder)).toEqual([]);
  });

  test('files import files with their ending, so that Node runs them as they are', () => {
    expect(offenders(({ to }) => !isFile(to) || /\.(?:ts|json)$/.test(to))).toEqual([]);
  });
});

/** Files and folders below a folder. */
function entriesOf(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true });
  return (
    entries
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
      // What suites leave behind, such as the emulator's own environment, is not the project's.
      .filter((path) => !path.split('/').some((part) => part.startsWith('.') || part === 'screenshots'))
      // Nor is what is built or installed.
      .filter((path) => !within(path, BUILT) && !path.split('/').includes('node_modules'))
  );
}
