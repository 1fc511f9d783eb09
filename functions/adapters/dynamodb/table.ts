import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';
import { withFreshRetryBudget } from '../retry/fresh-retry-budget.ts';

/** How often one call is tried in all. The SDK waits between tries with exponential backoff and jitter. */
const ATTEMPTS = 4;

/**
 * How often a write is tried that stores a token Magento issued: the token exists nowhere else, so only the function's
 * own time limit ends the tries.
 */
const PERSISTENT_ATTEMPTS = 60;

/** One table, with two clients for writing to it. */
export type Table = {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
  /** The same table, for writes that must not be given up. */
  readonly persistent: DynamoDBDocumentClient;
};

export function openTable(name: string): Table {
  const persistent = withFreshRetryBudget(() => databaseClient(PERSISTENT_ATTEMPTS));
  return { name, client: documentClient(databaseClient(ATTEMPTS)), persistent: documentClient(persistent) };
}

function databaseClient(maxAttempts: number): DynamoDBClient {
  return new DynamoDBClient({ maxAttempts, requestHandler: AWS_TIME_LIMITS });
}

function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
