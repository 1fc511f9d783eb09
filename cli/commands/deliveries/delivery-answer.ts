/** Milliseconds since 1970. */
type Time = number;

export type Attempt = {
  readonly on: Time;
  readonly httpStatus?: number | null;
  readonly milliseconds?: number | null;
  readonly errorCode?: string | null;
};

/** One event for one URL, as GraphQL answers it. */
export type Delivery = {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly event: string;
  readonly connection?: string | null;
  readonly status: string;
  readonly createdOn: Time;
  readonly attempts: readonly Attempt[];
  readonly nextAttemptOn?: Time | null;
  readonly answer?: {
    readonly success: boolean;
    readonly accountIdentifier?: string | null;
    readonly errorCode?: string | null;
    readonly message?: string | null;
  } | null;
};

export const DELIVERY = `
  id eventId type event connection status createdOn nextAttemptOn
  attempts { on httpStatus milliseconds errorCode }
  answer { success accountIdentifier errorCode message }`;

/** What came of an attempt, in few words. */
export function attemptText({ httpStatus, errorCode }: Attempt): string {
  return [httpStatus, errorCode].filter((one) => one !== null && one !== undefined).join(' ') || 'taken';
}
