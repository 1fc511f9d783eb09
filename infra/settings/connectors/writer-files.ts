import * as z from 'zod';
import { BUILT_IN_WRITERS } from '../../../functions/domain/sync/built-in-writers.ts';
import type { Writer } from '../../../functions/domain/sync/changes/writer.ts';
import { CONNECTOR_NAME, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { loadDefault } from './load-connector.ts';

const PATHS = 'must be a list of paths, such as ["writers/reviews.ts"]';
const NAME = 'must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter';
const RESOURCES = 'must be a list of ACL ids of Magento, such as ["Magento_Cms::page"]';

const method = z.custom((value) => typeof value === 'function', 'must be a function');
const common = {
  name: z.string(NAME).regex(CONNECTOR_NAME, NAME).transform(parseConnectorName),
  label: z.string('must be a text').min(1, 'must not be empty'),
  direction: z.literal('export', 'must be "export"'),
  resources: z.array(z.string(RESOURCES), RESOURCES),
  item: z.custom((value) => typeof Object(value).safeParse === 'function', 'must be a schema, such as one of zod'),
  recordOf: method,
};

/** What `defineWriter` makes, as far as it can be looked at from outside. */
const writer = z.discriminatedUnion(
  'kind',
  [
    z.object({ ...common, kind: z.literal('values'), write: method }),
    z.object({ ...common, kind: z.literal('documents'), create: method, count: method }),
  ],
  'must be what defineWriter({ … }) returns',
);

/** What is known of a writer without running it. */
export type OwnWriter = Pick<Writer, 'name' | 'label' | 'resources'> & {
  /** Absolute. */
  readonly file: string;
};

/** Files of the vendor's own writers, one each; read into what is known of them. */
export const writerFiles = z.array(z.string(PATHS), PATHS).transform((paths, context): OwnWriter[] => {
  const writers: OwnWriter[] = [];
  for (const [index, path] of paths.entries()) {
    const found = loadDefault(path, writer, 'defineWriter');
    const problems = 'file' in found ? namesakes(found.loaded.name, path, writers) : found;
    for (const message of problems) context.addIssue({ code: 'custom', path: [index], message });
    if ('file' in found && problems.length === 0) {
      const { name, label, resources } = found.loaded;
      writers.push({ file: found.file, name, label, resources });
    }
  }
  return writers;
});

function namesakes(name: OwnWriter['name'], path: string, earlier: readonly OwnWriter[]): readonly string[] {
  if (Object.hasOwn(BUILT_IN_WRITERS, name)) return [`${path}: name "${name}" is that of a built-in writer`];
  const other = earlier.find((one) => one.name === name);
  return other === undefined ? [] : [`${path}: name "${name}" is that of ${other.file}, too`];
}
