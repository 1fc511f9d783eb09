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
