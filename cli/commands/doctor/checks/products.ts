import type { Deployment } from '../../../../client/handfast.ts';
import { type Answered, ask, type Unreached } from '../ask.ts';
import { type Check, failed, notAsked, ok } from '../check.ts';

/** There may be a thousand. */
const MOST_PRODUCTS = 20;

/** Whether what merchants enter in Magento is answered by the deployment's pages, for each product. */
export async function checkProducts({
  products,
  moreProducts,
}: Pick<Deployment, 'products' | 'moreProducts'>): Promise<readonly Check[]> {
  const checks = await Promise.all(products.slice(0, MOST_PRODUCTS).map(checkProduct));
  const isAll = !moreProducts && products.length <= MOST_PRODUCTS;
  return isAll ? checks : [...checks, notAsked('Products', `only the first ${MOST_PRODUCTS} were asked`)];
}

async function checkProduct({ id, callbackUrl, loginUrl }: Deployment['products'][number]): Promise<Check> {
  const name = `Product ${id}`;
  const asked = await Promise.all([callbackUrl, loginUrl].map(async (url) => ({ url, answer: await ask(url) })));
  const wrong = asked.find(({ answer }) => !isPage(answer));
  if (wrong === undefined) return ok(name, `${callbackUrl} and ${loginUrl} answer`);
  const { url, answer } = wrong;
  if (answer.kind === 'unreached') return failed(name, `${url}: ${answer.why}`, answer.next);
  const next = 'Check that the domain leads to this deployment, and what is in front of it.';
  return failed(name, `${url} answers ${answer.status}, and not with a page of Handfast`, next);
}

/** Opened by hand, both are pages that say so; every page of Handfast has its policy. */
function isPage(answer: Answered | Unreached): boolean {
  if (answer.kind === 'unreached' || answer.status >= 500) return false;
  const { headers } = answer;
  return headers.get('content-type')?.startsWith('text/html') === true && headers.has('content-security-policy');
}
