import type * as client from '@handfast/client';
import { HandfastError } from '@handfast/client';

/** What a Lambda function does that EventBridge calls. */
export function onBus(event: client.BusEvent): string {
  switch (event['detail-type']) {
    case 'changes.finished':
      return `${event.detail.batch} ${event.detail.counts.failed}`;
    case 'integration.disabled':
      return event.detail.failingSince;
    case 'connection.unreachable':
      return `${event.detail.host} ${event.detail.status} ${event.detail.reason}`;
    default:
      return event.detail.product;
  }
}

export function onNotice({ type, data }: client.ChannelNotice): string {
  return type === 'channel.run_held' ? `${data.connector} ${data.held}` : data.channel;
}

/** Codes are known, and others may come. */
export function isWorthWaiting(error: unknown): boolean {
  if (!(error instanceof HandfastError)) return false;
  const waiting: readonly client.ErrorCode[] = ['store_at_capacity', 'throttled', 'REVISION_CONFLICT'];
  return error.code === 'store_busy' || error.code === 'of_next_year' || waiting.some((code) => code === error.code);
}

export const reason: client.ReasonCode = 'token_rejected';
// @ts-expect-error No such code.
export const misspelt: client.ApiErrorCode = 'store_bussy';
