import { deploymentView } from '../../api/contract/deployment-view.ts';
import type { Visit } from '../console-route.ts';
import type { Filter } from '../layout/forms.ts';

/** More than these are no list to choose from. */
const MOST_CHOICES = 50;

/**
 * Narrows a list to a product: a choice where the deployment has few, a text field where it has many. The API remembers
 * which products there are, so that this reads nothing for most requests.
 */
export async function productFilter({ backend, layout }: Visit, value: string | undefined): Promise<Filter> {
  const { t } = layout.translator;
  const field = { name: 'product', label: t('stores_product'), value: value ?? '' };
  if (!backend.may('GET /v1/deployment')) return field;
  const { products, moreProducts } = await backend.call('GET /v1/deployment', deploymentView);
  if (moreProducts || products.length > MOST_CHOICES) return field;
  const known = products.map(({ id, name }) => [id, name === undefined ? id : `${name} (${id})`] as const);
  return { ...field, options: [['', t('any')], ...known] };
}
