import type { CustomFetch } from 'openid-client';

/** `fetch`, or what stands for it. */
export type Send = (
  url: string,
  options: Pick<Parameters<CustomFetch>[1], 'headers' | 'method' | 'redirect'> & {
    readonly body?: NonNullable<Parameters<CustomFetch>[1]['body']>;
    readonly signal?: AbortSignal;
  },
) => Promise<Response>;

/**
 * Asks once more for what is only read, when the connection failed or the provider stumbled. The code is never sent
 * twice: a provider takes a second use for theft, and revokes what it issued (RFC 6749 §4.1.2).
 */
export function getOnceMore(send: Send): CustomFetch {
  return async (url, options) => {
    const { body, signal, duplex: _, ...rest } = options;
    const ask = () => send(url, { ...rest, ...(signal ? { signal } : {}), ...(body ? { body } : {}) });
    if (options.method !== 'GET') return ask();
    try {
      const answer = await ask();
      return answer.status >= 500 ? await ask() : answer;
    } catch (error) {
      if (signal?.aborted) throw error;
      return ask();
    }
  };
}
