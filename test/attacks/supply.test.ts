import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

const ROOT = new URL('../../', import.meta.url);
const text = (path: string) => readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8');
const json = <T>(path: string, shape: z.ZodType<T>): T => shape.parse(JSON.parse(text(path)));

const names = z.record(z.string(), z.string());
const manifest = json(
  'package.json',
  z.looseObject({
    dependencies: names,
    devDependencies: names,
    optionalDependencies: names.default({}),
    overrides: z.record(z.string(), z.unknown()).default({}),
    allowScripts: z.record(z.string(), z.boolean()),
  }),
);
const entry = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  devOptional: z.boolean().default(false),
  inBundle: z.boolean().default(false),
  link: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});
const lockShape = z.looseObject({ lockfileVersion: z.number(), packages: z.record(z.string(), entry) });
const lock = json('package-lock.json', lockShape);
/** Folders of the project itself, each with a compiler of its own. */
const OWN = Object.fromEntries(
  ['typescript-5.6', 'typescript-5.9'].map((name) => [name, `test/contract/client/${name}`]),
);
const OWN_PATHS = Object.entries(OWN).flatMap(([name, path]) => [`node_modules/${name}`, path]);
const installed = Object.entries(lock.packages).filter(([path]) => path !== '' && !OWN_PATHS.includes(path));
const runtime = installed.filter(([, { dev, devOptional }]) => !dev && !devOptional);

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** Database drivers, and frameworks that bring a server of their own: no function has a use for one. */
const UNWANTED =
  /^(?:pg|pg-.+|mysql2?|mssql|tedious|oracledb|sqlite3|better-sqlite3|mongodb|mongoose|redis|ioredis|typeorm|knex|sequelize|@?prisma(?:\/.+)?|express|fastify|koa|@hapi\/.+|@nestjs\/.+|next|restify|apollo-server.*|@apollo\/server)$/;
/** Permissive, without a duty beyond naming the author. */
const ACCEPTED_LICENCES = [
  'Apache-2.0',
  'MIT',
  'MIT-0',
  '0BSD',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
];

const own = z.strictObject({
  name: z.string(),
  version: z.string(),
  private: z.literal(true),
  dependencies: z.strictObject({ typescript: z.string().regex(EXACT) }),
});

describe('the lock file', () => {
  test('locks what package.json asks for, to the letter', () => {
    const root = z.looseObject({ dependencies: names, devDependencies: names }).parse(lock.packages['']);
    expect(lock.lockfileVersion).toBe(3);
    expect(root.dependencies).toEqual(manifest.dependencies);
    expect(root.devDependencies).toEqual(manifest.devDependencies);
  });

  test('is what lies in node_modules', () => {
    const present = json('node_modules/.package-lock.json', lockShape).packages;
    const strange = Object.entries(present).filter(([path, { version }]) => lock.packages[path]?.version !== version);
    const missing = installed.filter(
      ([path, { optional, devOptional }]) => !optional && !devOptional && !present[path],
    );
    expect(strange.map(([path]) => path)).toEqual([]);
    expect(missing.map(([path]) => path)).toEqual([]);
  });

  test('knows the hash of every package, and names no place to fetch one from but the registry that npm is set to', () => {
    const unhashed = installed.filter(([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith('sha512-'));
    expect(unhashed.map(([path]) => path)).toEqual([]);
    const odd = installed.filter(([, { version, resolved, link }]) => {
      return link || resolved !== undefined || !EXACT.test(version ?? '');
    });
    expect(odd.map(([path]) => path)).toEqual([]);
  });

  test('is not the only one to pin: package.json names exact versions, and overrides nothing', () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    const loose = Object.entries(asked).filter(([, version]) => !EXACT.test(version));
    expect(loose).toEqual(Object.entries(OWN).map(([name, path]) => [name, `file:${path}`]));
    for (const [name, path] of Object.entries(OWN)) {
      expect(json(`${path}/package.json`, own).name).toBe(name);
      expect(lock.packages[`node_modules/${name}`]).toMatchObject({ resolved: path, link: true });
    }
    expect(manifest.overrides).toEqual({});
  });
});

describe('install scripts', () => {
  test('are those of the three packages that are named, and of no other', () => {
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect([...new Set(scripted)].sort()).toEqual(['classic-level', 'esbuild', 'node']);
    expect(manifest.allowScripts).toEqual({ node: true, esbuild: true, 'classic-level': true });
  });

  test('are of no package that runs in production', () => {
    expect(runtime.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  test('are not among the project’s own scripts, which npm would run at every install', () => {
    const scripts = Object.keys(json('package.json', z.looseObject({ scripts: names })).scripts);
    const automatic = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];
    expect(scripts.filter((script) => automatic.includes(script))).toEqual([]);
  });
});

describe('what runs in production', () => {
  test('has a reason for each package', () => {
    const documented = [...section('In production').matchAll(/^\| `([^`]+)` \| (.{20,}) \|$/gm)].map(
      ([, name]) => name,
    );
    expect(documented).toEqual(Object.keys(manifest.dependencies).sort());
  });

  test('brings no database driver and no framework', () => {
    expect(['pg', 'express', '@nestjs/core'].every((name) => UNWANTED.test(name))).toBe(true);
    expect(runtime.map(([path]) => nameOf(path)).filter((name) => UNWANTED.test(name))).toEqual([]);
  });

  test('stands under licences that were read and listed', () => {
    const licences = [...new Set(runtime.map(([, { license }]) => license ?? 'none'))].sort();
    expect(licences.filter((licence) => !ACCEPTED_LICENCES.includes(licence))).toEqual([]);
    const listed = section('In production').split('taken together:')[1] ?? '';
    expect([...listed.matchAll(/`([^`]+)`/g)].map(([, licence]) => licence).sort()).toEqual(licences);
    expect(section('In production')).toContain(
      `are ${runtime.length - Object.keys(manifest.dependencies).length} more`,
    );
  });
});

test('every package for development is listed with what it is for', () => {
  const rows = section('For development, tests and deployment').matchAll(/^\| (`[^|]+`) \| .{5,} \|$/gm);
  const documented = [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  expect(documented.sort()).toEqual(Object.keys(manifest.devDependencies).sort());
});

/** A chapter of docs/dependencies.md. */
function section(title: string): string {
  const [, after = ''] = text('docs/dependencies.md').split(`\n## ${title}\n`);
  return after.split('\n## ')[0] ?? '';
}
