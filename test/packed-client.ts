import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CONSUMER = join(ROOT, 'test/contract/client/consumer');
const TIMEOUT_MS = 50_000;

const packed = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })]);

export type Ran = { readonly code: number; readonly output: string };

/** Runs a program to its end. */
export function runIn(cwd: string, command: string, words: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(command, words, { cwd, timeout: TIMEOUT_MS }, (error, output, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), output: output + errors });
    });
  });
}

/** Packs the client as for publishing it, built from a copy: others may build it at the same time. */
async function packClient(folder: string) {
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const isSource = (path: string) => path !== join(ROOT, 'client/dist');
  cpSync(join(ROOT, 'client'), join(folder, 'client'), { recursive: true, filter: isSource });
  const words = ['pack', '--json', '--silent', '--pack-destination', folder];
  const { code, output } = await runIn(join(folder, 'client'), 'npm', words);
  if (code !== 0) throw new Error(output);
  const [{ filename, files }] = packed.parse(JSON.parse(output.slice(output.indexOf('[\n'))));
  return { tarball: join(folder, filename), files: files.map(({ path }) => path) };
}

/** What the package publishes, by what its entry exports. */
export function publishedNames(path = join(ROOT, 'client/handfast.ts')): string[] {
  const text = readFileSync(path, 'utf8');
  const all = [...text.matchAll(/^export type \* from '\.\/([^']+)'/gm)].map(([, file = '']) => file);
  const listed = [...text.matchAll(/^export (?:type )?\{([^}]+)\}/gms)].flatMap(([, names = '']) => names.split(','));
  const named = listed.map((name) => name.replace('type ', '').trim()).filter((name) => name !== '');
  const own = [...text.matchAll(/^export (?:type|class|function) (\w+)/gm)].map(([, name = '']) => name);
  return [...new Set([...own, ...named, ...all.flatMap((file) => publishedNames(join(path, '..', file)))])];
}

/** A project that has installed the packed client, without a registry. Its sources are those of `consumer/`. */
export async function openPackedClient() {
  await using opening = new AsyncDisposableStack();
  const { path: folder } = opening.use(await mkdtempDisposable(join(tmpdir(), 'handfast-client-')));
  const { tarball, files } = await packClient(folder);
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'backend', private: true, type: 'module' }));
  const { code, output } = await runIn(project, 'npm', ['install', tarball, '--offline', '--no-audit', '--no-fund']);
  if (code !== 0) throw new Error(output);
  cpSync(CONSUMER, join(project, 'src'), { recursive: true });
  writeFileSync(
    join(project, 'src/names.ts'),
    `export type { ${publishedNames().join(', ')} } from '@handfast/client';\n`,
  );
  mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
  for (const name of ['@types/node', 'undici-types']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
  }
  const installed = join(project, 'node_modules/@handfast/client');
  const opened = opening.move();
  return { project, installed, files, close: () => opened.disposeAsync() };
}

export type PackedClient = Awaited<ReturnType<typeof openPackedClient>>;

/** Those of the present, and two that many projects still have, each in a folder of its own. */
export const COMPILERS = {
  '5.6': 'node_modules/typescript-5.6/node_modules/typescript/lib/tsc.js',
  '5.9': 'node_modules/typescript-5.9/node_modules/typescript/lib/tsc.js',
  '7': 'node_modules/typescript/bin/tsc',
};

/** With the types of browsers, and with Node's alone. */
export const MODULES = {
  NodeNext: { module: 'NodeNext', lib: ['ES2022', 'DOM', 'DOM.AsyncIterable'], types: [] },
  Bundler: { module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2023'], types: ['node'] },
};

/** What a compiler says of the project; nothing where all is well. The declarations of libraries are checked, too. */
export async function compile(
  { project }: PackedClient,
  version: keyof typeof COMPILERS,
  module: keyof typeof MODULES,
): Promise<string> {
  const options = { target: 'ES2022', strict: true, skipLibCheck: false, noEmit: true, ...MODULES[module] };
  const config = `tsconfig.${version}.${module}.json`;
  writeFileSync(join(project, config), JSON.stringify({ compilerOptions: options, include: ['src/*.ts'] }));
  const { output } = await runIn(project, process.execPath, [join(ROOT, COMPILERS[version]), '--project', config]);
  return output;
}
