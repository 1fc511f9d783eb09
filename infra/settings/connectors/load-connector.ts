import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import * as z from 'zod';
import { INTERVAL_MAX_MINUTES, INTERVAL_MIN_MINUTES } from '../../../functions/domain/sync/channel.ts';
import { CONNECTOR_NAME } from '../../../functions/domain/sync/channel-ids.ts';

const NAME = 'must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter';
const RESOURCES = 'must be a list of ACL ids of Magento, such as ["Magento_Cms::page"]';
const MINUTES = `must be a whole number of minutes from ${INTERVAL_MIN_MINUTES} to ${INTERVAL_MAX_MINUTES}`;
const PATH = 'must be a path below rest/ that begins with V1/, such as V1/cmsPage/search';

const method = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');

/** What `defineConnector` makes, as far as it can be looked at from outside. */
const connector = z.object(
  {
    name: z.string(NAME).regex(CONNECTOR_NAME, NAME),
    label: z.string('must be a text').min(1, 'must not be empty'),
    resources: z.array(z.string(RESOURCES), RESOURCES),
    after: z.array(z.string(), 'must be a list of names of connectors'),
    everyMinutes: z.int(MINUTES).min(INTERVAL_MIN_MINUTES, MINUTES).max(INTERVAL_MAX_MINUTES, MINUTES),
    reader: z.object(
      {
        kind: z.enum(['changes', 'snapshot'], 'must be "changes" or "snapshot"'),
        path: z.string(PATH).regex(/^V\d+\//, PATH),
      },
      'must be an object with kind and path',
    ),
    item: z.object({ safeParse: method }, 'must be a schema, such as one of zod'),
    processor: method,
  },
  'must be what defineConnector({ … }) returns',
);

/** What is known of a connector without running it. */
export type OwnConnector = Pick<
  z.output<typeof connector>,
  'name' | 'label' | 'resources' | 'after' | 'everyMinutes'
> & {
  /** Absolute. */
  readonly file: string;
};

const require = createRequire(import.meta.url);

/**
 * Loads the file of a connector, and checks what it exports.
 *
 * @param path from where the command runs
 * @returns the connector, or what is wrong with the file
 */
export function loadConnector(path: string): OwnConnector | readonly string[] {
  const file = resolve(path);
  if (!existsSync(file)) return [`${path} does not exist (looked for ${file})`];
  const loaded = load(file);
  if (typeof loaded === 'string') return [`${path} cannot be loaded: ${loaded}`];
  if (loaded.default === undefined) {
    return [`${path} has no default export: write "export default defineConnector({ … })"`];
  }
  const read = connector.safeParse(loaded.default);
  if (!read.success) return read.error.issues.map((issue) => `${path}: ${[...issue.path, issue.message].join(' ')}`);
  const { name, label, resources, after, everyMinutes } = read.data;
  return { file, name, label, resources, after, everyMinutes };
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
