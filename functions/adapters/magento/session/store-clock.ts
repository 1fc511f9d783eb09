import type { StoreSeconds } from '../../../domain/sync/store-reader.ts';
import type { Reply } from '../transport/send.ts';

export type StoreClock = {
  /** Takes the time of an answer that has just come; what the store's clock showed, where it says. */
  set(reply: Reply): StoreSeconds | undefined;
  /** Undefined until an answer has told the time. */
  now(): StoreSeconds | undefined;
};

/** The clock of a store as its answers show it. It is slow by as long as an answer travels, never fast. */
export function openStoreClock(nowMs: () => number = () => performance.now()): StoreClock {
  let aheadMs: number | undefined;
  return {
    set(reply) {
      const answeredAt = answeredAtOf(reply);
      if (answeredAt !== undefined) aheadMs = answeredAt * 1000 - nowMs();
      return answeredAt;
    },
    now: () => (aheadMs === undefined ? undefined : Math.floor((nowMs() + aheadMs) / 1000)),
  };
}

/** `Date`, in the one form that servers write today (RFC 9110 §5.6.7). */
function answeredAtOf({ headers }: Reply): StoreSeconds | undefined {
  const { date = '' } = headers;
  const at = / GMT$/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
}
