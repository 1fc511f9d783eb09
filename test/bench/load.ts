import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from './callback-work.ts';

export type Load = {
  readonly sent: number;
  /** Answered 200 in time. */
  readonly kept: number;
  readonly p99Ms: number;
};

/** Posts messages at a steady rate, each of an integration of its own. */
export async function postSteadily(url: string, perSecond: number, seconds: number): Promise<Load> {
  const total = perSecond * seconds;
  const begun = performance.now();
  const flying: Promise<number | undefined>[] = [];
  for (let number = 0; number < total; number += 1) {
    const due = begun + (number * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await pause(early);
    flying.push(post(url, number));
  }
  const times = (await Promise.all(flying)).filter((ms) => ms !== undefined);
  return {
    sent: total,
    kept: times.length,
    p99Ms: times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? Number.NaN,
  };
}

/** @returns milliseconds, or undefined when it was not answered 200 */
async function post(url: string, number: number): Promise<number | undefined> {
  const begun = performance.now();
  const answer = await fetch(`${url}/demo/callback`, { method: 'POST', body: messageOf(number) }).catch(
    () => undefined,
  );
  await answer?.arrayBuffer();
  return answer?.status === 200 ? performance.now() - begun : undefined;
}
