import * as z from 'zod';
import type { ApiClientSetup } from '../api/api-setup.ts';

const answer = z.object({ data: z.record(z.string(), z.record(z.string(), z.unknown())) });
const known = z.object({ product: z.object({ integration: z.object({ id: z.string() }).nullable() }) });
const created = z.object({ productIntegration: z.object({ id: z.string() }) });

/** Publishes how merchants sign in to a product, as a vendor's backend does. @returns the id of its integration */
export async function configureSignIn(setup: ApiClientSetup, product: string, signIn: object): Promise<string> {
  const token = await setup.token();
  const ask = async (query: string, variables: object) => {
    const response = await fetch(`${setup.local.url}/v1/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  };
  const change = async (mutation: string, type: string, input: object) => {
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) {
      ${mutation.startsWith('link') ? '' : 'productIntegration { id }'} userErrors { code message } } }`;
    const { done } = answer.parse(await ask(query, { input })).data;
    if (done?.['userErrors'] !== null) throw new Error(JSON.stringify(done?.['userErrors']));
    return done;
  };
  const { data } = z
    .object({ data: known })
    .parse(await ask('query ($id: ID!) { product(id: $id) { integration { id } } }', { id: product }));
  const linked = data.product.integration?.id;
  const id =
    linked ??
    created.parse(await change('createProductIntegration', 'CreateProductIntegrationInput', { name: product }))
      .productIntegration.id;
  await change('setProductIntegrationMerchantSignIn', 'MerchantSignInInput', { id, ...signIn });
  await change('publishProductIntegration', 'PublishProductIntegrationInput', { integrationId: id });
  if (linked === undefined) {
    await change('linkProductIntegration', 'LinkProductIntegrationInput', { productId: product, integrationId: id });
  }
  return id;
}
