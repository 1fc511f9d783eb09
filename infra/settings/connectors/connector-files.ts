import * as z from 'zod';
import { BUILT_IN_CONNECTORS } from '../../../functions/domain/sync/built-in-connectors.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import { loadConnector } from './load-connector.ts';

const PATHS = 'must be a list of paths, such as ["connectors/reviews.ts"]';

/** What is known of a connector without running it. */
export type OwnConnector = Pick<Connector, 'name' | 'label' | 'resources' | 'after' | 'everyMinutes'> &
  Pick<Connector['reader'], 'kind' | 'path'> & {
    /** Absolute. */
    readonly file: string;
  };

/** Files of the vendor's own connectors, one each; read into what is known of them. */
export const connectorFiles = z.array(z.string(PATHS), PATHS).transform((paths, context): OwnConnector[] => {
  const connectors: OwnConnector[] = [];
  for (const [index, path] of paths.entries()) {
    const loaded = loadConnector(path);
    const problems = 'file' in loaded ? namesakes(loaded.loaded, path, connectors) : loaded;
    for (const message of problems) context.addIssue({ code: 'custom', path: [index], message });
    if ('file' in loaded && problems.length === 0) {
      const { name, label, resources, after, everyMinutes, reader } = loaded.loaded;
      const { kind, path: list } = reader;
      connectors.push({ file: loaded.file, name, label, resources, after, everyMinutes, kind, path: list });
    }
  }
  return connectors;
});

function namesakes({ name }: Connector, path: string, earlier: readonly OwnConnector[]): readonly string[] {
  if (BUILT_IN_CONNECTORS.includes(name)) return [`${path}: name "${name}" is that of a built-in connector`];
  const other = earlier.find((one) => one.name === name);
  return other === undefined ? [] : [`${path}: name "${name}" is that of ${other.file}, too`];
}
