import type { Account } from '../account.ts';
import type { ActivationId, ConnectionId, ProductId } from '../ids.ts';
import type { StoreUrl } from '../stores/store-url.ts';
import { ACTIVATION_LIFE_SECONDS, type Failure } from './activation.ts';
import { hasEnded, STAGES, type Stage } from './stage.ts';

/** What lists show of an attempt to connect, whether it is under way or has ended. Times are ISO 8601. */
export type ListedAttempt = {
  readonly activation: ActivationId;
  readonly product: ProductId;
  readonly storeUrl: StoreUrl;
  readonly stage: Stage;
  readonly receivedAt: string;
  readonly endedAt?: string | undefined;
  readonly failure?: Failure | undefined;
  /** Who said yes. */
  readonly account?: Account | undefined;
  readonly connection?: ConnectionId | undefined;
};

/** The stage of an attempt as it is shown: one that can no longer be finished has expired. */
export type ShownStage = Stage | 'expired';

/** The time, ISO 8601, at which attempts were received that expire now. */
export function expiringNow(now: Date): string {
  return new Date(now.getTime() - ACTIVATION_LIFE_SECONDS * 1000).toISOString();
}

/** The stages at which attempts may be that are shown at one. */
export function stagesShownAs(shown: ShownStage): readonly Stage[] {
  return shown === 'expired' ? STAGES.filter((stage) => !hasEnded(stage)) : [shown];
}

/** An unfinished attempt stays in the table until DynamoDB's TTL removes it, which may take two days. */
export function hasExpired({ stage, receivedAt }: Pick<ListedAttempt, 'stage' | 'receivedAt'>, now: Date): boolean {
  return !hasEnded(stage) && Date.parse(receivedAt) + ACTIVATION_LIFE_SECONDS * 1000 <= now.getTime();
}
