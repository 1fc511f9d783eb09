import { type ProductUrls, productUrls } from '../../../functions/domain/product-urls.ts';
import { LOCAL_PRODUCT } from '../../../infra/local/startup/local-product.ts';
import { readPort } from '../../../infra/local/startup/read-port.ts';
import { CliError, EXIT_MISUSED, oneLine } from '../../output/cli-error.ts';
import { ADDRESS_SOURCES, type Options } from '../command/options.ts';
import { addressProblems, originProblem } from './addresses.ts';
import { deployedAddresses } from './deployed.ts';

/**
 * The addresses of the product, from whichever source was named.
 *
 * @throws CliError when they cannot be determined, or Magento could not use them
 */
export function readAddresses(options: Options): ProductUrls {
  const sources = [options.outputs !== undefined, options.local === true, options.baseUrl !== undefined];
  if (sources.filter(Boolean).length !== 1) throw new CliError(EXIT_MISUSED, [`Give just one of ${ADDRESS_SOURCES}.`]);
  const found = addressesFrom(options);
  // Local mode listens on loopback only, so its plain http never crosses a network.
  const problems = addressProblems(found, options.allowInsecureHttp === true || options.local === true);
  if (problems.length > 0) throw new CliError(EXIT_MISUSED, problems);
  return found;
}

function addressesFrom({ product = '', outputs, stack, baseUrl }: Options): ProductUrls {
  if (outputs !== undefined) return deployedAddresses(outputs, product, stack);
  if (baseUrl === undefined) {
    if (product !== LOCAL_PRODUCT) {
      throw new CliError(EXIT_MISUSED, [
        `--product: local mode has no product "${product}". It has: ${LOCAL_PRODUCT}.`,
      ]);
    }
    return productUrls(localOrigin(), product);
  }
  const problem = originProblem(baseUrl);
  if (problem !== undefined) throw new CliError(EXIT_MISUSED, [`--base-url: ${problem}.`]);
  return productUrls(new URL(baseUrl).origin, product);
}

function localOrigin(): string {
  try {
    return `http://127.0.0.1:${readPort(process.env['HANDFAST_PORT'])}`;
  } catch (error) {
    throw new CliError(EXIT_MISUSED, [`--local: ${oneLine(error)}`], { cause: error });
  }
}
