import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { runHandshake, tokenOf } from '../../journey/api/api-setup.ts';
import { openOperator } from '../../journey/console-operator.ts';
import { openLocalSetup } from '../../journey/local-setup.ts';
import { PRODUCTS } from '../../journey/sync/sync-setup.ts';
import { openAuthority } from '../../journey/webhooks/authority.ts';
import { openReceiver } from '../../journey/webhooks/receiver.ts';

export type Seeded = Awaited<ReturnType<typeof openSeeded>>;
export type SeededStore = DemoStore & { readonly id: number; readonly connection: string };

/** Of integrations: GraphQL lets their maker choose. The first fails its test, the second is published and refuses. */
const [DRAFT, PUBLISHED] = ['5f157a26-0238-4f3f-9c31-1f3e65b4713e', '6a268b37-1349-4a50-8d42-2a4f76c5824f'];

const MAKE =
  'mutation ($input: CreateProductIntegrationInput!) { createProductIntegration(input: $input) { userErrors { code } } }';

/**
 * A Handfast in which something works, and something of every kind does not: a store without access, a delivery that
 * the vendor refused, an integration with a URL that answers 404.
 */
export async function openSeeded() {
  await using opening = new AsyncDisposableStack();
  const authority = await openAuthority();
  const receiver = opening.adopt(await openReceiver(authority), (one) => one.close());
  receiver.answer(({ path }) => {
    if (path.startsWith('/refusing')) return { body: '{"success":"false","message":"no such plan"}' };
    return { status: path.startsWith('/right') ? 200 : 404 };
  });
  const setup = opening.adopt(
    await openLocalSetup({ products: PRODUCTS }, { hostFunctions: authority.hostFunctions }),
    (one) => one.close(),
  );
  const olga = openOperator(setup.local.url);
  await make(DRAFT, 7, '/wrong');
  await make(PUBLISHED, 8, '/refusing');
  const published = `/console/integrations/${PUBLISHED}`;
  await olga.press(await olga.open(`${published}/publish`), '/publish');
  await olga.press(await olga.open(`${published}/products`), '/products/link', { product: 'demo' });
  const [working, broken] = [await connected(), await connected()];
  await lose(broken);
  await olga.until('/console/deliveries?status=FAILED', 'connection.created');
  const opened = opening.move();
  return {
    ...setup,
    receiver,
    olga,
    draft: DRAFT,
    published: PUBLISHED,
    working,
    broken,
    /** Takes our token away, as Magento does when somebody presses *Reauthorize* and leaves it at that. */
    lose,
    close: () => opened.disposeAsync(),
  };

  async function connected(): Promise<SeededStore> {
    const store = await setup.store();
    await runHandshake(store);
    const found = await setup.connectionOf(store);
    if (found === undefined) throw new Error('the store was not connected');
    return { ...store, connection: found.connection };
  }

  async function lose(store: SeededStore): Promise<void> {
    await store.reauthorize(store.id);
    await fetch(`${setup.local.url}/v1/connections/${store.connection}/check`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenOf(setup)}` },
    });
  }

  async function make(id: string, number: number, path: string): Promise<void> {
    await fetch(`${setup.local.url}/v1/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(setup)}` },
      body: JSON.stringify({
        query: MAKE,
        variables: { input: { id, name: `Acme ${number}`, number, createUrl: receiver.url + path } },
      }),
    });
  }
}
