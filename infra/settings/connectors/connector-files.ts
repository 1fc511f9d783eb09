import * as z from 'zod';
import { BUILT_IN_CONNECTORS } from '../../../functions/domain/sync/built-in-connectors.ts';
import { loadConnector, type OwnConnector } from './load-connector.ts';

const PATHS = 'must be a list of paths, such as ["connectors/reviews.ts"]';

/** Files of the vendor's own connectors, one each; read into what is known of them. */
export const connectorFiles = z.array(z.string(PATHS), PATHS).transform((paths, context): OwnConnector[] => {
  const connectors: OwnConnector[] = [];
  for (const [index, path] of paths.entries()) {
    const loaded = loadConnector(path);
    const problems = 'file' in loaded ? namesakes(loaded, path, connectors) : loaded;
    for (const message of problems) context.addIssue({ code: 'custom', path: [index], message });
    if ('file' in loaded && problems.length === 0) connectors.push(loaded);
  }
  return connectors;
});

function namesakes({ name }: OwnConnector, path: string, earlier: readonly OwnConnector[]): readonly string[] {
  if (BUILT_IN_CONNECTORS.includes(name)) return [`${path}: name "${name}" is that of a built-in connector`];
  const other = earlier.find((one) => one.name === name);
  return other === undefined ? [] : [`${path}: name "${name}" is that of ${other.file}, too`];
}
