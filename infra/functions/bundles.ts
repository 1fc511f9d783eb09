import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync, version } from 'esbuild';
import { type Bundle, type BundleFile, openBundleCache } from './bundle-cache.ts';
import { OWN_CONNECTORS, type OwnFiles, writeConnectorModule } from './connector-module.ts';
import { type FunctionName, mapFunctions } from './function-table.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const FUNCTIONS = join(REPOSITORY, 'functions');
const OUTPUT = join(FUNCTIONS, 'bundle');

/** What decides, besides the files of a bundle, which files those are. */
const RESOLUTION = ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json'];

/**
 * Folder in which local mode and tests keep bundles from one run to the next. Unset for a deployment: what is deployed
 * is always built anew.
 */
const CACHE_FOLDER = process.env['HANDFAST_BUILD_CACHE'];

/**
 * Bundles every function into `<folder>/<function>/index.mjs`, with chunks beside it for what a function loads when it
 * needs it. The AWS SDK goes in: it starts faster from a bundle than from the runtime's own copy.
 *
 * @returns the folder of each function
 */
export function bundleFunctions(folder: string): Readonly<Record<FunctionName, string>> {
  return mapFunctions((name, { entry }) => bundleEntry(join(FUNCTIONS, entry), join(folder, name)));
}

/**
 * Bundles a function once more, with the vendor's connectors in place of those that are built in.
 *
 * @param entry from `functions/`
 * @returns `folder`
 */
export function bundleWithConnectors(entry: string, folder: string, files: OwnFiles): string {
  const module = `${folder}-connectors.ts`;
  writeConnectorModule(module, files);
  return bundleEntry(resolve(FUNCTIONS, entry), folder, module);
}

/** By recipe: one run of the CDK may hold several stacks, all with the same code. */
const built = new Map<string, readonly BundleFile[]>();

const buildOrKept =
  CACHE_FOLDER === undefined ? (_: string, build: () => Bundle) => build().files : openBundleCache(CACHE_FOLDER);

/**
 * @param connectors the module of the vendor's connectors, where there are any
 * @returns `folder`, which holds `index.mjs` then
 */
export function bundleEntry(file: string, folder: string, connectors?: string): string {
  const options = optionsFor(file, connectors);
  const recipe = JSON.stringify([version, options]);
  const files = built.get(recipe) ?? buildOrKept(recipe, () => build(options));
  built.set(recipe, files);
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of files) writeFileSync(join(folder, path), contents);
  return folder;
}

function optionsFor(file: string, connectors?: string) {
  return {
    entryPoints: { index: file },
    absWorkingDir: REPOSITORY,
    write: false,
    metafile: true,
    outdir: OUTPUT,
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
    alias: {
      '@aws-sdk/credential-provider-node': join(FUNCTIONS, 'adapters', 'lambda', 'role-credentials.ts'),
      ...(connectors === undefined ? {} : { [OWN_CONNECTORS]: connectors }),
    },
    // Detects browsers; the SDK asks for it in browsers only.
    external: ['bowser'],
    // CommonJS packages inside an ES module bundle call require for Node's own modules.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
  } as const satisfies BuildOptions;
}

function build(options: ReturnType<typeof optionsFor>): Bundle {
  const { outputFiles, metafile } = buildSync(options);
  return {
    files: outputFiles.map(({ path, contents }) => ({ path: relative(OUTPUT, path), contents })),
    inputs: [...Object.keys(metafile.inputs), ...RESOLUTION].map((path) => resolve(REPOSITORY, path)),
  };
}
