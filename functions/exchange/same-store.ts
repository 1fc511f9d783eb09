import type { Credentials } from '../adapters/kms/secret-shapes.ts';
import type { MagentoStore } from '../adapters/magento/magento-store.ts';
import { generationsOf } from '../adapters/magento/transport/try-generations.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { StoreUrl } from '../domain/stores/store-url.ts';

/** For both calls together. */
const DEADLINE_MILLISECONDS = 5_000;
const TARGET = 'rest/V1/modules';

/**
 * Whether credentials of one address open the same Magento at another one: it answers 200 to the right signature and
 * 401 to a broken one. A site that lets anybody in is not it.
 *
 * @throws Refusal `store_busy`, `store_timeout` or `store_unreachable` where it has given no answer that settles it
 */
export async function isSameStore(
  { rest }: Pick<MagentoStore, 'rest'>,
  store: StoreUrl,
  credentials: Credentials,
  generations: readonly string[],
): Promise<boolean> {
  const deadlineMs = performance.now() + DEADLINE_MILLISECONDS;
  const status = async (signedWith: Credentials): Promise<number> => {
    try {
      const asked = { method: 'GET', target: TARGET, deadlineMs } as const;
      const { reply } = await rest(store, signedWith, generationsOf(generations), asked);
      if (reply.status === 429 || reply.status >= 500) throw new Refusal('store_busy', { status: reply.status });
      return reply.status;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'signature_rejected') return 401;
      throw error;
    }
  };
  const broken = { ...credentials, tokenSecret: [...credentials.tokenSecret].toReversed().join('').concat('0') };
  return (await status(credentials)) === 200 && (await status(broken)) === 401;
}
