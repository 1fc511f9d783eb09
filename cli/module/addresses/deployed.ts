import { type ProductUrls, productUrls } from '../../../functions/domain/product-urls.ts';
import { urlOutputNames } from '../../../infra/outputs/output-names.ts';
import { isOutput, type Outputs, readOutputs } from '../../api/outputs-file.ts';
import { CliError, EXIT_MISUSED } from '../../output/cli-error.ts';

/** A product of one deployed stack. */
type Deployed = ProductUrls & { readonly stack: string; readonly product: string };
/**
 * Finds a product in the file that `cdk deploy --outputs-file` wrote.
 *
 * @param stack only this stack, when several deploy the product
 * @throws CliError naming the products that are there
 */
export function deployedAddresses(file: string, product: string, stack: string | undefined): ProductUrls {
  const all = Object.entries(readOutputs(file)).flatMap(([name, outputs]) => productsOf(name, outputs));
  const found = all.filter((one) => one.product === product && (stack === undefined || one.stack === stack));
  const [first, ...others] = found;
  if (first === undefined) {
    const where = stack === undefined ? file : `stack ${stack} of ${file}`;
    const there = all.map((one) => `${one.product} (stack ${one.stack})`).join(', ');
    const hint = there === '' ? 'It holds no product of Handfast; deploy first.' : `It holds: ${there}.`;
    throw new CliError(EXIT_MISUSED, [`--product: "${product}" is not in ${where}. ${hint}`]);
  }
  if (others.length > 0) {
    const stacks = found.map((one) => one.stack).join(', ');
    throw new CliError(EXIT_MISUSED, [`--stack: "${product}" is deployed by several stacks (${stacks}); name one.`]);
  }
  return { callback: first.callback, identityLink: first.identityLink };
}

/** The product's id is read from the URL, which holds it unchanged; the output's name must agree with it. */
function productsOf(stack: string, outputs: Outputs[string]): Deployed[] {
  return Object.entries(outputs).flatMap(([name, value]) => {
    const product = pathOf(value)?.match(/^\/([^/]+)\/callback$/)?.[1];
    if (product === undefined) return [];
    const names = urlOutputNames(product);
    if (!isOutput(name, names.callback)) return [];
    const { identityLink } = productUrls('', product);
    const login = Object.entries(outputs).find(
      ([other, url]) => isOutput(other, names.identityLink) && pathOf(url) === identityLink,
    );
    if (login === undefined) return [];
    return [{ stack, product, callback: String(value), identityLink: String(login[1]) }];
  });
}

function pathOf(value: unknown): string | undefined {
  return typeof value === 'string' ? URL.parse(value)?.pathname : undefined;
}
