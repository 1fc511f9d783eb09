import { connectorsOf } from '../../../functions/channels/channel-types.ts';
import { limitProcessor } from '../../../functions/channels/limit-processor.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import { loadConnector } from '../../../infra/settings/connectors/load-connector.ts';
import { CliError, EXIT_MISUSED } from '../../output/cli-error.ts';

/** A path, as opposed to a name: names have neither dots nor slashes. */
const IS_PATH = /[./\\]/;

/**
 * A built-in connector by its name, or one in a file of the vendor's, whose processor has as much time as it will have.
 *
 * @throws CliError when there is none
 */
export function namedConnector(fileOrName: string): Connector {
  if (!IS_PATH.test(fileOrName)) return builtIn(fileOrName);
  const loaded = loadConnector(fileOrName);
  if (!('file' in loaded)) throw new CliError(EXIT_MISUSED, loaded);
  return limitProcessor(loaded.loaded);
}

function builtIn(name: string): Connector {
  const connectors = connectorsOf('magento2');
  const found = connectors.find((connector) => connector.name === name);
  if (found !== undefined) return found;
  const names = connectors.map((connector) => connector.name).join(', ');
  throw new CliError(EXIT_MISUSED, [
    `There is no built-in connector "${name}", only ${names}. For one of your own, give its file: connectors/${name}.ts.`,
  ]);
}
