import { Refusal } from '../domain/refusals/refusal.ts';

/** Of functions whose deployment reads no stores: no queue and no machine of theirs is there, so nobody calls them. */
export function nothingIsRead(): Promise<never> {
  return Promise.reject(new Refusal('channel_unavailable'));
}
