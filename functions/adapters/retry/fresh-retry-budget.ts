/** As much of an AWS client as is needed here. */
type Client<Strategy> = { readonly config: { retryStrategy: () => Promise<Strategy> } };

/** A retry token bucket pays for about thirty retries. One function makes far fewer in this time. */
const BUDGET_LIFE_MS = 5_000;

/**
 * A client whose every call may be retried as often as its settings say. The SDK's retry token bucket lasts as long as
 * the client and refills only partly on success, so after a long outage calls are no longer retried. Where that could
 * lose a token that Magento issued, the bucket is replaced every few seconds.
 *
 * @param open makes a client; its retry strategy is used
 */
export function withFreshRetryBudget<Strategy, C extends Client<Strategy>>(open: () => C): C {
  const client = open();
  let replacedAtMs = performance.now();
  let strategy = client.config.retryStrategy;
  client.config.retryStrategy = () => {
    if (performance.now() - replacedAtMs > BUDGET_LIFE_MS) {
      replacedAtMs = performance.now();
      strategy = open().config.retryStrategy;
    }
    return strategy();
  };
  return client;
}
