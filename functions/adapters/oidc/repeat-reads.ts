import type { CustomFetch } from 'openid-client';

/**
 * Asks once more for what is only read, when the connection failed or the provider stumbled. The code is never sent
 * twice: a provider takes a second use for theft, and revokes what it issued (RFC 6749 §4.1.2).
 */
export function getOnceMore(send: typeof fetch): CustomFetch {
  return async (url, options) => {
    const { body, signal, ...rest } = options;
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
