/** Who changed what, when: never the values of secrets. */
export type AuditEntry = {
  readonly id: string;
  readonly at: string;
  /** The caller's client id, or the ARN of a role. */
  readonly by: string;
  /** The mutation's name. */
  readonly action: string;
  /** Of the working configuration, afterwards. */
  readonly revision: number;
  /** Paths of the fields that changed. */
  readonly fields: readonly string[];
};
