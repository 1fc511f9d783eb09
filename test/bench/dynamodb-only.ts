import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

/** The least that any function of ours could load: what import times are held against. */
export const commands = [GetCommand, PutCommand, UpdateCommand];
export const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
