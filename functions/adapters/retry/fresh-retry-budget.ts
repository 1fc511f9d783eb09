/** As much of an AWS client as is needed here. */
type Client<Strategy> = { readonly config: { retryStrategy: () => Promise<Strategy> } };

/** Some thirty repetitions are in a purse. One function makes far fewer in this time. */
const BUDGET_LIFE_MS = 5_000;

/**
 * A client each of whose calls may be repeated as often as its settings say. By itself the SDK pays for repetitions out
 * of a purse that a client keeps for life, and a repetition that succeeds pays back a part of its price only: when a
 * service has been in trouble for long, a call is not repeated any more. Where a token would be lost by that, the
 * client gets a new purse every few seconds.
 *
 * @param open makes a client; its like lend their purses
 */
export function withFreshRetryBudget<Strategy, C extends Client<Strategy>>(open: () => C): C {
  const client = open();
  let filledAtMs = performance.now();
  let purse = client.config.retryStrategy;
  client.config.retryStrategy = () => {
    if (performance.now() - filledAtMs > BUDGET_LIFE_MS) {
      filledAtMs = performance.now();
      purse = open().config.retryStrategy;
    }
    return purse();
  };
  return client;
}
