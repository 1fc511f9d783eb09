import type { ApiHandler } from '../adapters/lambda/api-handler.ts';
import type { Deployment, ProductNames } from '../adapters/lambda/environment.ts';
import { productUrls, signInReturnUrl } from '../domain/product-urls.ts';
import type { ProductsOf } from './client-access.ts';
import type { DeploymentView } from './contract/deployment-view.ts';
import { nothing } from './contract/request-schemas.ts';
import { answer } from './json-answer.ts';
import { readQuery } from './read-request.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly publicUrl: string;
  readonly apiUrl: string;
  /** Where merchants sign in, unless their product has a provider of its own. */
  readonly issuer: string;
  readonly deployment: Deployment;
  readonly settingsProducts: readonly ProductNames[];
  readonly now: () => Date;
};

/** There may be a thousand. */
const MOST_PRODUCTS = 100;

/** `GET /v1/deployment`: what is deployed, where it is reached, and what has to be registered elsewhere. */
export function showDeployment(deps: Deps): ApiHandler {
  const { publicUrl, apiUrl, issuer, deployment } = deps;
  const names = new Map(deps.settingsProducts.map(({ id, name }) => [id, name]));
  return async (request) => {
    readQuery(request, nothing);
    const seen = await deps.productsOf(request);
    const view: DeploymentView = {
      version: deployment.version,
      time: deps.now().toISOString(),
      publicUrl,
      apiUrl,
      signIn: { issuer, redirectUri: signInReturnUrl(publicUrl) },
      products: seen.slice(0, MOST_PRODUCTS).map((id) => {
        const { callback, identityLink } = productUrls(publicUrl, id);
        const name = names.get(id);
        const source = name === undefined ? 'runtime' : 'settings';
        return { id, ...(name && { name }), source, callbackUrl: callback, loginUrl: identityLink };
      }),
      moreProducts: seen.length > MOST_PRODUCTS,
      settings: deployment.settings,
    };
    return answer(view);
  };
}
