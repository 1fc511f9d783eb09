import { cancelLeft } from './settle.ts';
import type { Writing } from './writing.ts';

/** Asked before each call that writes: whether the time is up, or somebody has cancelled the batch. */
export async function mustLeave(writing: Writing): Promise<boolean> {
  return writing.order.mustStop() || (await isCancelled(writing));
}

/** Once somebody has cancelled the batch, nothing more is sent. What the store may have taken is still looked for. */
export async function cancelUnsent(writing: Writing): Promise<void> {
  if (await isCancelled(writing)) cancelLeft(writing);
}

async function isCancelled(writing: Writing): Promise<boolean> {
  if (!writing.cancelled && (await writing.order.isCancelled())) writing.cancelled = true;
  return writing.cancelled;
}
