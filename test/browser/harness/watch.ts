import type { BrowserContext, ConsoleMessage, Request } from 'playwright-core';
import { expect } from 'vitest';

export type Watch = {
  /** Fails for anything that a page did and should not have done. */
  expectQuiet(): Promise<void>;
};

/**
 * Writes down what the pages of a browser do besides being shown: requests to third parties, addresses of ours told
 * to others, complaints in the console, scripts that fail.
 *
 * @param ours origin of Handfast
 * @param known origins that the merchant is led to: the store, its admin, the OpenID provider
 */
export function watch(context: BrowserContext, ours: string, known: readonly string[]): Watch {
  const complaints: string[] = [];
  const pending: Promise<void>[] = [];
  const allowed = new Set([ours, ...known].map((url) => new URL(url).origin));

  context.on('request', (request) => {
    if (isNeverSent(request)) return;
    if (isForeign(request, ours, allowed)) complaints.push(`a request to ${new URL(request.url()).origin}`);
    pending.push(
      refererOf(request).then((referer) => {
        const { origin } = new URL(request.url());
        if (referer?.startsWith(ours)) complaints.push(`the Referer ${referer} at ${origin}`);
      }),
    );
  });
  context.on('console', (message) => {
    if (isComplaint(message, ours)) complaints.push(`in the console: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`a script failed: ${error.error().message}`));

  return {
    async expectQuiet() {
      await Promise.all(pending);
      expect(complaints).toEqual([]);
    },
  };
}

/** Reported only: a script that reads a redirect does not follow it. If it did, the policy of the page would complain. */
function isNeverSent(request: Request): boolean {
  return !request.isNavigationRequest() && request.redirectedFrom() !== null;
}

/** Pages of ours load nothing but from us, and lead nowhere but to those whom the merchant knows. */
function isForeign(request: Request, ours: string, allowed: ReadonlySet<string>): boolean {
  const { origin, protocol } = new URL(request.url());
  if (protocol === 'data:') return false;
  if (!allowed.has(origin)) return true;
  return !request.isNavigationRequest() && new URL(request.frame().url()).origin === ours && origin !== ours;
}

async function refererOf(request: Request): Promise<string | undefined> {
  try {
    return (await request.allHeaders())['referer'];
  } catch {
    // The page was closed before the request was sent.
    return undefined;
  }
}

/** Chromium reports the status of every page that is a refusal: that is no fault of the page. */
function isComplaint(message: ConsoleMessage, ours: string): boolean {
  const { url } = message.location();
  const page = message.page()?.url();
  const status = message.text().startsWith('Failed to load resource: the server responded with a status of');
  if (status && url === page) return false;
  return ['error', 'warning'].includes(message.type()) && (url.startsWith(ours) || (page?.startsWith(ours) ?? false));
}
