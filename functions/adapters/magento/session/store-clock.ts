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

/** The one form that servers write today (RFC 9110 §5.6.7). Of another century, it would be a position that is never left. */
const DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} 20\d{2} \d{2}:\d{2}:\d{2} GMT$/;

function answeredAtOf({ headers }: Reply): StoreSeconds | undefined {
  const { date = '' } = headers;
  const at = DATE.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
}
