/** What the state machine goes on with. */
export type SliceResult = {
  readonly more: boolean;
  readonly waitSeconds: number;
  /** Whether what is left is read by the function with the vendor's connectors. */
  readonly custom: boolean;
};

export const OVER: SliceResult = { more: false, waitSeconds: 0, custom: false };
export const ON_TO_CUSTOM: SliceResult = { more: false, waitSeconds: 0, custom: true };

export function goOnIn(waitSeconds: number): SliceResult {
  return { more: true, waitSeconds, custom: false };
}
