import * as z from 'zod';
import { GenerateSecretString } from '../aws/secrets-manager.ts';

/*
 * The properties that local mode reads, by sort of resource. A property with a closed set of values (`literal`) is one
 * whose other values local mode could not honour: they are refused rather than served wrongly.
 */

export const FunctionShape = z.object({
  Runtime: z.string(),
  Handler: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
});

export const RouteShape = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'CUSTOM', 'AWS_IAM']).default('NONE'),
  AuthorizerId: z.string().optional(),
});

export const AuthorizerShape = z.object({
  AuthorizerType: z.literal('REQUEST'),
  AuthorizerPayloadFormatVersion: z.literal('2.0'),
  EnableSimpleResponses: z.literal(true),
  AuthorizerUri: z.string(),
  IdentitySource: z.array(z.string().regex(/^\$(?:request\.header\.[\w-]+|context\.routeKey)$/)).min(1),
  AuthorizerResultTtlInSeconds: z.coerce.number().default(300),
});

export const QueueShape = z.object({
  FifoQueue: z.literal(false).default(false),
  DelaySeconds: z.literal(0).default(0),
  VisibilityTimeout: z.coerce.number().default(30),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});

export const MappingShape = z.object({
  EventSourceArn: z.string().startsWith('arn:aws:sqs:', 'only queues are served'),
  FunctionName: z.string(),
  Enabled: z.literal(true).default(true),
  BatchSize: z.coerce.number().default(10),
  MaximumBatchingWindowInSeconds: z.literal(0).default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number() }).default({ MaximumConcurrency: 5 }),
});

export const ScheduleShape = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.literal(['UTC', 'Etc/UTC']).default('UTC'),
  State: z.literal('ENABLED').default('ENABLED'),
  FlexibleTimeWindow: z.object({ Mode: z.literal('OFF') }),
  Target: z.object({ Arn: z.string(), Input: z.string() }),
});

export const IntegrationShape = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().max(30_000).default(30_000),
});

export const MachineShape = z.object({
  DefinitionString: z.string(),
  StateMachineType: z.literal('STANDARD').default('STANDARD'),
});

/** Rules on the ends of executions, and those that send events of a bus to queues. */
export const RuleShape = z.object({
  EventBusName: z.string().optional(),
  EventPattern: z.object({
    'detail-type': z.array(z.string()).optional(),
    source: z.array(z.string()).default([]),
    detail: z.object({ stateMachineArn: z.array(z.string()), status: z.array(z.string()) }).optional(),
  }),
  Targets: z.array(
    z.object({
      Arn: z.string(),
      InputTransformer: z
        .object({ InputPathsMap: z.record(z.string(), z.string()), InputTemplate: z.string() })
        .optional(),
    }),
  ),
});

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

export const TableShape = z.object({
  KeySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
});

export const SecretShape = z.object({ GenerateSecretString: GenerateSecretString.optional() });
