/** What somebody of the vendor, or a client of the API, did to a store, a channel or a run, and when. */
export type ActionEntry = {
  readonly id: string;
  readonly at: string;
  /** `operator:` and who, or `client:` and the id of the API's client. */
  readonly by: string;
  /** Name of the action, such as `check`. */
  readonly action: string;
  /** `done`, or the code of the refusal. */
  readonly outcome: string;
};
