import type { VariableName } from '../../functions/adapters/lambda/environment.ts';
import type { EncryptionGrant, IndexName, ItemGrant } from './policies.ts';

/** One Lambda function. What every function has besides (its role, its log group, the table's name) is not listed. */
export type FunctionRow = {
  /**
   * CloudFormation's name of the function, and the beginning of those of its role and log group. It never changes once
   * released, though the code's name may: an upgrade would delete the log group and the logs in it.
   */
  readonly logicalId: string;
  /** Module that exports `handler`, below `functions`. */
  readonly entry: `${string}.ts`;
  /** Shown in the Lambda console after the version. */
  readonly description: string;
  /** The share of a processor grows with it; see `docs/decisions/0011-memory-and-time-outs.md`. */
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly invokedBy: 'http-api' | 'state-machine' | 'queue';
  /** What it reads of its environment, besides `EVERY_FUNCTION_READS`. */
  readonly variables: readonly VariableName[];
  /** Whether the products' brands (logos, colours, languages) lie beside its code. */
  readonly brands?: true;
  readonly items: readonly ItemGrant[];
  readonly secrets: readonly EncryptionGrant[];
  readonly indexes?: readonly [IndexName, ...IndexName[]];
  readonly further: readonly FurtherGrant[];
  /** The setting without which nothing reaches it, and it may do nothing. */
  readonly onlyWith?: 'console';
};

/**
 * `answer-tasks`: completes waits of the machine. `start-runs`: starts executions of the machine of
 * runs over channels, `start-writes` those of the machine that writes changes. `put-changes`, `write-changes`: objects
 * with these alone. `answer-own-machine`: the same for a function that the machine itself
 * invokes, by a policy of its own; attached to the role, function and machine would wait for each other.
 */
export type FurtherGrant =
  | 'put-events'
  | 'start-execution'
  | 'answer-tasks'
  | 'answer-own-machine'
  | 'start-runs'
  | 'start-writes'
  | 'send-looks'
  | 'write-records'
  | 'read-records'
  | 'delete-records'
  | 'put-changes'
  | 'write-changes'
  | 'read-cookie-secret'
  | 'read-token-secret'
  | 'read-client-secret'
  | 'read-console-secret';
