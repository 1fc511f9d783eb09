import { vi } from 'vitest';
import * as z from 'zod';
import { tokenOf } from '../api/api-setup.ts';
import type { LocalSetup } from '../local-setup.ts';

type Setup = Pick<LocalSetup, 'local'>;

const answer = z.object({ data: z.record(z.string(), z.record(z.string(), z.unknown())) });
const known = z.object({ product: z.object({ integration: z.object({ id: z.string() }).nullable() }) });
const created = z.object({ productIntegration: z.object({ id: z.string() }) });

/** Publishes how merchants sign in to a product, as a vendor's backend does. @returns the id of its integration */
export async function configureSignIn(setup: Setup, product: string, signIn: object): Promise<string> {
  const token = await tokenOf(setup);
  const [ask, change] = [asking(setup, token), changing(setup, token)];
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

/** Publishes a bookmark as the way into the products of an integration. */
export async function publishBookmark(setup: Setup, id: string, url: string): Promise<void> {
  const ask = asking(setup, await tokenOf(setup));
  const { data } = z.object({ data: z.record(z.string(), z.object({ userErrors: z.null() })) }).parse(
    await ask(
      `mutation ($added: BookmarkConfigurationInput!, $published: PublishProductIntegrationInput!) {
        addProductIntegrationBookmarkConfiguration(input: $added) { userErrors { code } }
        publishProductIntegration(input: $published) { userErrors { code } } }`,
      { added: { integrationConfigurationId: id, url }, published: { integrationId: id } },
    ),
  );
  if (Object.keys(data).length !== 2) throw new Error('nothing was published');
}

function changing(setup: Setup, token: string) {
  const ask = asking(setup, token);
  return async (mutation: string, type: string, input: object) => {
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) {
      ${mutation.startsWith('link') ? '' : 'productIntegration { id }'} userErrors { code message } } }`;
    const { done } = answer.parse(await ask(query, { input })).data;
    if (done?.['userErrors'] !== null) throw new Error(JSON.stringify(done?.['userErrors']));
    return done;
  };
}

function asking({ local }: Setup, token: string) {
  return async (query: string, variables: object): Promise<unknown> => {
    const response = await fetch(`${local.url}/v1/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  };
}

const tested = z.object({
  data: z.object({ productIntegration: z.object({ lastTest: z.record(z.string(), z.unknown()).nullable() }) }),
});

/** Has the sign-in of an integration tested. @returns `lastTest` once it has ended */
export async function pingSignIn(setup: Setup, id: string): Promise<unknown> {
  const ask = asking(setup, await tokenOf(setup));
  const begun = await ask(
    `mutation ($input: TriggerProductIntegrationPingTestInput!) {
      triggerProductIntegrationPingTest(input: $input) { userErrors { code } } }`,
    { input: { id, signIn: true } },
  );
  if (!JSON.stringify(begun).includes('"userErrors":null')) throw new Error(JSON.stringify(begun));
  return vi.waitFor(
    async () => {
      const { data } = tested.parse(
        await ask(
          `query ($id: ID!) { productIntegration(id: $id) { lastTest { endedOn success eventTypes
            signIn { success steps { step success errorCode message milliseconds } } } } }`,
          { id },
        ),
      );
      const { lastTest } = data.productIntegration;
      if (!lastTest?.['endedOn']) throw new Error('under way');
      return lastTest;
    },
    { timeout: 20_000, interval: 200 },
  );
}
