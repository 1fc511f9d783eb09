import { handfast } from '../../../client/handfast.ts';
import type { DemoStore, DemoStoreOptions } from '../../../infra/local/demo-store/demo-store.ts';
import { createMerchant, type Merchant } from '../../../infra/local/demo-store/merchant.ts';
import { API_SCOPE } from '../../../infra/local/openid/api-client.ts';
import { type LocalSetup, openLocalSetup } from '../local-setup.ts';

export type ApiClientSetup = Awaited<ReturnType<typeof openApiClientSetup>>;

/** Local mode, with a vendor's backend that has a token for everything. */
export async function openApiClientSetup(options: Parameters<typeof openLocalSetup>[1] = {}) {
  const setup = await openLocalSetup({}, options);
  const { id, secret, tokenUrl } = setup.local.apiClient;
  const access = { url: setup.local.url, tokenUrl, clientId: id, clientSecret: secret };
  return {
    ...setup,
    access: { ...access, scope: API_SCOPE },
    api: handfast({ ...access, scope: API_SCOPE }),
    /** A client whose tokens hold these scopes only. */
    apiWith: (scope: string) => handfast({ ...access, scope }),
    token: (scope = API_SCOPE) => tokenOf(setup, scope),
    /** A store that ana@example.com has connected. */
    async connected(options: DemoStoreOptions = {}, product = 'demo') {
      const store = await setup.store(options, product);
      await runHandshake(store);
      const connection = await setup.connectionOf(store, product);
      if (connection === undefined) throw new Error('the store was not connected');
      return { store, id: connection.connection };
    },
  };
}

/** From *Activate* to where the popup ends. */
export async function runHandshake(
  store: Pick<DemoStore, 'activate' | 'successCallback'> & { readonly id: number },
  merchant: Merchant = createMerchant(),
): Promise<void> {
  const activation = await store.activate(store.id);
  if (!activation.delivered) throw new Error(activation.problem);
  const question = await merchant.signIn(await merchant.visit(activation.popupUrl));
  const end = await merchant.settle(await merchant.answer(question, 'yes'));
  if (end.url !== store.successCallback) throw new Error(`the handshake ended at "${end.text.slice(0, 200)}"`);
}

export async function tokenOf({ local }: Pick<LocalSetup, 'local'>, scope = API_SCOPE): Promise<string> {
  const { id, secret, tokenUrl } = local.apiClient;
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  const { access_token: token } = Object(await response.json());
  return String(token);
}
