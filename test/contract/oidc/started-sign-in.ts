import { afterEach, beforeEach, expect, vi } from 'vitest';
import { startProvider } from './provider.ts';

export type Begun = Awaited<ReturnType<typeof startProvider>>;

const opened: Begun[] = [];

/** A provider that is gone after the test. */
export async function begun(...options: Parameters<typeof startProvider>): Promise<Begun> {
  const provider = await startProvider(...options);
  opened.push(provider);
  return provider;
}

/** A refusal of this code; with the reason that is logged, when one is given. */
export const refusal = (code: string, reason?: string) =>
  expect.objectContaining({ code, ...(reason === undefined ? {} : { facts: { reason } }) });

beforeEach(() => {
  // The provider says that it is not meant for production.
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((provider) => provider.stop()));
});
