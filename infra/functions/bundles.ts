import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { type FunctionName, mapFunctions } from './function-table.ts';

const FUNCTIONS = fileURLToPath(new URL('../../functions', import.meta.url));

/**
 * Bundles every function into `<folder>/<function>/index.mjs`, with chunks beside it for what a function loads when it
 * needs it. The AWS SDK goes in: it starts faster from a bundle than from the runtime's own copy.
 *
 * @returns the folder of each function
 */
export function bundleFunctions(folder: string): Readonly<Record<FunctionName, string>> {
  return mapFunctions((name, { entry }) => bundleEntry(join(FUNCTIONS, entry), join(folder, name)));
}

/** A file of a bundle, by its path within. */
type Built = { readonly path: string; readonly contents: Uint8Array };

/** By entry: one run of the CDK may hold several stacks, all with the same code. */
const built = new Map<string, readonly Built[]>();

/** @returns `folder`, which holds `index.mjs` then */
export function bundleEntry(file: string, folder: string): string {
  const files = built.get(file) ?? build(file);
  built.set(file, files);
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of files) writeFileSync(join(folder, path), contents);
  return folder;
}

function build(file: string): readonly Built[] {
  const outdir = join(FUNCTIONS, 'bundle');
  const { outputFiles } = buildSync({
    entryPoints: { index: file },
    write: false,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    keepNames: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    charset: 'utf8',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': join(FUNCTIONS, 'adapters', 'lambda', 'role-credentials.ts') },
    // Detects browsers; the SDK asks for it in browsers only.
    external: ['bowser'],
    // CommonJS packages inside an ES module bundle call require for Node's own modules.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return outputFiles.map(({ path, contents }) => ({ path: relative(outdir, path), contents }));
}
