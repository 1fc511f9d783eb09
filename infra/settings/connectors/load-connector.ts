import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import * as z from 'zod';
import { INTERVAL_MAX_MINUTES, INTERVAL_MIN_MINUTES } from '../../../functions/domain/sync/channel.ts';
import { CONNECTOR_NAME, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import type { Connector, ItemSchema, Reader } from '../../../functions/domain/sync/connector.ts';

const NAME = 'must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter';
const RESOURCES = 'must be a list of ACL ids of Magento, such as ["Magento_Cms::page"]';
const MINUTES = `must be a whole number of minutes from ${INTERVAL_MIN_MINUTES} to ${INTERVAL_MAX_MINUTES}`;
const PATH = 'must be a path below rest/ that begins with V1/, such as V1/cmsPage/search';

const isMethod = (value: unknown): boolean => typeof value === 'function';

const reader = z.object(
  {
    kind: z.enum(['changes', 'snapshot'], 'must be "changes" or "snapshot"'),
    path: z.string(PATH).regex(/^V\d+\//, PATH),
  },
  'must be an object with kind and path',
);

/** What `defineConnector` makes, as far as it can be looked at from outside. */
const connector = z.object(
  {
    name: z.string(NAME).regex(CONNECTOR_NAME, NAME).transform(parseConnectorName),
    label: z.string('must be a text').min(1, 'must not be empty'),
    direction: z.literal('import', 'must be "import"'),
    resources: z.array(z.string(RESOURCES), RESOURCES),
    after: z.array(z.string().regex(CONNECTOR_NAME, NAME).transform(parseConnectorName), 'must be a list of names'),
    everyMinutes: z.int(MINUTES).min(INTERVAL_MIN_MINUTES, MINUTES).max(INTERVAL_MAX_MINUTES, MINUTES),
    reader: z.custom<Reader>().superRefine((value, context) => {
      for (const issue of reader.safeParse(value).error?.issues ?? []) context.addIssue({ ...issue, code: 'custom' });
    }),
    item: z.custom<ItemSchema<unknown>>(
      (value) => isMethod(Object(value).safeParse),
      'must be a schema, such as one of zod',
    ),
    processor: z.custom<Connector['processor']>(isMethod, 'must be a function'),
  },
  'must be what defineConnector({ … }) returns',
);

/** What a file exports, and where it was found. */
type Loaded<T> = { readonly file: string; readonly loaded: T };

const require = createRequire(import.meta.url);

/**
 * Loads the file of a connector, and checks what it exports.
 *
 * @param path from where the command runs
 * @returns the connector, or what is wrong with the file
 */
export function loadConnector(path: string): Loaded<Connector> | readonly string[] {
  return loadDefault(path, connector, 'defineConnector');
}

/**
 * The same for anything of the vendor's.
 *
 * @param maker the function that the file must call
 */
export function loadDefault<T>(path: string, schema: z.ZodType<T>, maker: string): Loaded<T> | readonly string[] {
  const file = resolve(path);
  if (!existsSync(file)) return [`must name a file that exists: ${path} does not (looked for ${file})`];
  const exported = load(file);
  if (typeof exported === 'string') return [`${path} cannot be loaded: ${exported}`];
  if (exported.default === undefined) {
    return [`${path} has no default export: write "export default ${maker}({ … })"`];
  }
  const read = schema.safeParse(exported.default);
  if (!read.success) return read.error.issues.map((issue) => `${path}: ${[...issue.path, issue.message].join(' ')}`);
  return { file, loaded: read.data };
}

/** At once, as all of the synthesis: Node strips the types. A text: why it could not be loaded. */
function load(file: string): { readonly default?: unknown } | string {
  try {
    return Object(require(file));
  } catch (error) {
    const text = String(error instanceof Error ? error.message : error);
    return text.split('\n').find((line) => line.trim() !== '') ?? text;
  }
}
