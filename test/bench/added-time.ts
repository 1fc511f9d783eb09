import { startDemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { createMerchant } from '../../infra/local/demo-store/merchant.ts';

const RUNS = 8;

/**
 * Milliseconds that Handfast adds to a handshake, at the median: from *Activate* to the page that Magento waits for,
 * less what the store itself took, and less the OpenID provider's pages.
 */
export async function addedMs(url: string): Promise<number> {
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) samples.push(await handshake(url));
  return samples.slice(1).toSorted((one, other) => one - other)[Math.floor((RUNS - 1) / 2)] ?? Number.NaN;
}

async function handshake(url: string): Promise<number> {
  let storeMs = 0;
  const integration = { name: 'bench', endpointUrl: `${url}/demo/callback`, identityLinkUrl: `${url}/demo/login` };
  const store = await startDemoStore({
    integrations: [integration],
    onRequest: ({ path, ms }) => {
      if (/\/(oauth|rest)\//.test(path)) storeMs += ms;
    },
  });
  const merchant = createMerchant();
  try {
    let elapsed = 0;
    const timed = async <T>(action: () => Promise<T>): Promise<T> => {
      const begun = performance.now();
      const result = await action();
      elapsed += performance.now() - begun;
      return result;
    };
    const activation = await timed(() => store.activate(store.states()[0]?.id ?? 0));
    if (!activation.delivered) throw new Error(activation.problem);
    const popup = await timed(() => merchant.visit(activation.popupUrl));
    const question = await merchant.signIn(popup);
    const working = await timed(() => merchant.answer(question, 'yes'));
    const end = await timed(() => merchant.settle(working));
    if (end.url !== store.successCallback) throw new Error(`the handshake ended at "${end.text.slice(0, 120)}"`);
    return elapsed - storeMs;
  } finally {
    await store.close();
  }
}
