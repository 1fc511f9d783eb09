import { UserError } from '../user-error.ts';
import type { Find } from './find.ts';
import { FunctionShape, MachineShape, RuleShape } from './resource-shapes.ts';

/** One Lambda function; `timeoutSeconds` and `memoryMegabytes` as in the template. */
export type FunctionSpec = {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  readonly codeKey: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  /** How many invocations its queue lets it have at once. */
  readonly atOnce?: number;
};

export type MachineSpec = { readonly arn: string; readonly name: string; readonly definition: unknown };

/** A rule on the ends of executions, and the function that it invokes. */
export type EndRule = {
  readonly machineArns: readonly string[];
  readonly statuses: readonly string[];
  readonly functionArn: string;
  /** By name: `$.detail.input`. */
  readonly paths: Readonly<Record<string, string>>;
  /** JSON in which `<name>` stands for what is found at that path. */
  readonly template: string;
};

/** A rule that sends events of a bus to a queue, whole. */
export type QueueRule = {
  /** Name or ARN. */
  readonly bus: string;
  readonly sources: readonly string[];
  /** undefined: all of them. */
  readonly types: readonly string[] | undefined;
  readonly queueArn: string;
};

export function readFunctions(find: Find): FunctionSpec[] {
  return find(FunctionShape, 'AWS::Lambda::Function').map(({ logicalId, ref, arn, shape }) => ({
    logicalId,
    name: ref,
    arn,
    handler: shape.Handler,
    codeKey: shape.Code.S3Key,
    timeoutSeconds: shape.Timeout,
    memoryMegabytes: shape.MemorySize,
    environment: shape.Environment.Variables,
  }));
}

export function readMachines(find: Find): MachineSpec[] {
  return find(MachineShape, 'AWS::StepFunctions::StateMachine').map(({ ref, shape }) => ({
    arn: ref,
    name: ref.slice(ref.lastIndexOf(':') + 1),
    definition: JSON.parse(shape.DefinitionString),
  }));
}

/** @throws UserError for a rule that does more than send whole events to queues */
export function readQueueRules(find: Find): QueueRule[] {
  return find(RuleShape, 'AWS::Events::Rule')
    .filter(({ shape }) => shape.EventBusName !== undefined)
    .flatMap(({ logicalId, shape: { EventBusName = '', EventPattern, Targets } }) =>
      Targets.flatMap(({ Arn, InputTransformer }) => {
        if (!Arn.startsWith('arn:aws:sqs:')) return [];
        if (InputTransformer || EventPattern.detail) {
          throw new UserError(`${logicalId} picks or changes events by their details, which local mode does not.`);
        }
        return [{ bus: EventBusName, sources: EventPattern.source, types: EventPattern['detail-type'], queueArn: Arn }];
      }),
    );
}

export function readEndRules(find: Find): EndRule[] {
  return find(RuleShape, 'AWS::Events::Rule')
    .filter(({ shape }) => shape.EventPattern.source.includes('aws.states'))
    .flatMap(({ shape: { EventPattern, Targets } }) =>
      Targets.map(({ Arn, InputTransformer }) => ({
        machineArns: EventPattern.detail?.stateMachineArn ?? [],
        statuses: EventPattern.detail?.status ?? [],
        functionArn: Arn,
        paths: InputTransformer?.InputPathsMap ?? {},
        template: InputTransformer?.InputTemplate ?? '{}',
      })),
    );
}
