/** What only AWS knows. Each of them fails with the errors of the AWS SDK. */
export type AskAws = {
  readonly region: string;
  /** How many functions may run at once in the account and region. */
  concurrency(): Promise<number>;
  messagesIn(queueUrl: string): Promise<number>;
  /** `StackStatus` of CloudFormation. */
  stackStatus(name: string): Promise<string>;
};
