import { readFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

/** What the command line hands to the app, as `--context <name>=…` or in cdk.json. */
export type SettingsContext = {
  /** The settings themselves, in cdk.json. */
  readonly handfast?: unknown;
  /** The path of a file with the settings, from where the command runs. */
  readonly settings?: unknown;
};

/** Settings before they are checked, and where they were found. */
export type FoundSettings = { readonly input: unknown; readonly source: string };

/** The settings cannot be found or read. The message is one line. */
export class SettingsSourceError extends Error {
  override readonly name = 'SettingsSourceError';
}

/** What cdk.json comes with. It gives way to a file, which an operator's own entries there do not. */
export const PLACEHOLDER = { products: [{ id: 'demo', name: 'Handfast Demo' }] };

const MODULES = ['.ts', '.mts', '.js', '.mjs'];

/**
 * Reads the settings from where the operator keeps them: a file of their own, or cdk.json.
 *
 * @param folder where the command runs
 * @throws SettingsSourceError
 */
export async function findSettings(context: SettingsContext, folder: string): Promise<FoundSettings> {
  const { handfast, settings } = context;
  if (settings === undefined) return { input: handfast, source: 'cdk.json (key "handfast" of its context)' };
  if (typeof settings !== 'string' || settings === '') {
    throw new SettingsSourceError('--context settings=… must name a file, such as ../acme/handfast.config.json');
  }
  if (handfast !== undefined && !isDeepStrictEqual(handfast, PLACEHOLDER)) {
    throw new SettingsSourceError(
      `There are settings in cdk.json (key "handfast" of its context) and in ${settings}: remove those in cdk.json, or leave out --context settings`,
    );
  }
  const file = resolve(folder, settings);
  return { input: withConnectorsBeside(file, withLogosBeside(file, await read(file, settings))), source: settings };
}

async function read(file: string, named: string): Promise<unknown> {
  const text = textOf(file, named);
  const ending = extname(file).toLowerCase();
  if (ending === '.json') return parse(text, named);
  if (MODULES.includes(ending)) return defaultExportOf(file, named);
  throw new SettingsSourceError(`The settings file ${named} must end in .json or .ts`);
}

function textOf(file: string, named: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = missing ? `does not exist (looked for ${file})` : `cannot be read: ${firstLine(error)}`;
    throw new SettingsSourceError(`The settings file ${named} ${why}`, { cause: error });
  }
}

function parse(text: string, named: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsSourceError(`The settings file ${named} is not JSON: ${firstLine(error)}`, { cause: error });
  }
}

async function defaultExportOf(file: string, named: string): Promise<unknown> {
  const loaded = await load(file, named);
  if (loaded.default === undefined) {
    throw new SettingsSourceError(`The settings file ${named} has no default export: write "export default { … }"`);
  }
  return loaded.default;
}

/** Node strips the types. */
async function load(file: string, named: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    throw new SettingsSourceError(`The settings file ${named} cannot be loaded: ${firstLine(error)}`, { cause: error });
  }
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}

/** Paths of logos are from the folder of the file that names them. */
function withLogosBeside(file: string, input: unknown): unknown {
  if (!isRecord(input) || !Array.isArray(input['products'])) return input;
  const products = input['products'].map((product: unknown) =>
    isRecord(product) && typeof product['logo'] === 'string'
      ? { ...product, logo: resolve(dirname(file), product['logo']) }
      : product,
  );
  return { ...input, products };
}

/** The same for the files of connectors and writers. */
function withConnectorsBeside(file: string, input: unknown): unknown {
  const sync = isRecord(input) ? input['sync'] : undefined;
  if (!isRecord(input) || !isRecord(sync)) return input;
  const beside = (path: unknown) => (typeof path === 'string' ? resolve(dirname(file), path) : path);
  const lists = ['connectors', 'writers'].flatMap((name): [string, unknown][] => {
    const paths = sync[name];
    return Array.isArray(paths) ? [[name, paths.map(beside)]] : [];
  });
  return { ...input, sync: { ...sync, ...Object.fromEntries(lists) } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
