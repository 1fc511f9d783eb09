/** What the state machine goes on with. */
export type SliceResult = { readonly more: boolean; readonly waitSeconds: number };

export const OVER: SliceResult = { more: false, waitSeconds: 0 };
