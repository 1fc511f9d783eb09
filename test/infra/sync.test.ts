import { fileURLToPath } from 'node:url';
import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { FUNCTION_TABLE } from '../../infra/functions/function-table.ts';
import { createStack, FULL } from './template.ts';

let template: ReturnType<typeof createStack>['template'];
beforeAll(() => {
  template = createStack(FULL).template;
});

function machine(of = template, name = 'SyncMachine') {
  const found = Object.entries(of.findResources('AWS::StepFunctions::StateMachine'));
  return found.find(([id]) => id.includes(name))?.[1]['Properties'];
}

function states(of = template, name?: string): Record<string, Record<string, unknown>> {
  const parts: unknown[] = machine(of, name)?.DefinitionString['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'arn')).join('')).States;
}

const queue = (part: string) =>
  Object.entries(template.findResources('AWS::SQS::Queue')).find(([id]) => id.includes(part))?.[1]['Properties'];

describe('the machine of writing', () => {
  test('writes slice after slice, waits as long as a slice says, and ends when nothing is left', () => {
    expect(states(template, 'WriteMachine')).toMatchObject({
      Write: {
        Type: 'Task',
        Next: 'MoreToWrite',
        ResultPath: '$.slice',
        Parameters: { task: 'Write', 'run.$': '$.run' },
      },
      MoreToWrite: {
        Choices: [{ Variable: '$.slice.more', BooleanEquals: true, Next: 'WaitForWrite' }],
        Default: 'NothingLeft',
      },
      WaitForWrite: { Type: 'Wait', SecondsPath: '$.slice.waitSeconds', Next: 'Write' },
      NothingLeft: { Type: 'Succeed' },
    });
  });
});

describe('the machine of runs', () => {
  test('reads slice after slice, waits as long as a slice says, and ends when nothing is left', () => {
    expect(states()).toMatchObject({
      Slice: { Type: 'Task', Next: 'MoreToRead', ResultPath: '$.slice' },
      MoreToRead: {
        Choices: [{ Variable: '$.slice.more', BooleanEquals: true, Next: 'WaitForSlice' }],
        Default: 'RunOver',
      },
      WaitForSlice: { Type: 'Wait', SecondsPath: '$.slice.waitSeconds', Next: 'Slice' },
      RunOver: { Type: 'Succeed' },
    });
  });

  test('hands on the id of a run, and keeps nothing else in its history', () => {
    const paths = [...JSON.stringify(states()['Slice']?.['Parameters']).matchAll(/"(\$[^"]*)"/g)].map(
      ([, path]) => path,
    );
    expect(paths).toEqual(['$.run']);
    expect(machine()?.LoggingConfiguration).toMatchObject({ IncludeExecutionData: false });
  });

  test("repeats a slice after Lambda's own faults, and after nothing that a store answered", () => {
    const retried = JSON.stringify(states()['Slice']?.['Retry']);
    expect(retried).toContain('Lambda.TooManyRequestsException');
    expect(retried).toContain('"internal"');
    expect(retried).not.toContain('store_');
    expect(retried).not.toContain('States.ALL');
  });

  test('has no state by which local mode would end it as interrupted: it goes on after a restart', () => {
    expect(Object.keys(states())).not.toContain('Fail');
  });

  test('ends a run whose slices fail for good, tries that for half an hour, and fails then', () => {
    const connectors = [fileURLToPath(new URL('../examples/cms-pages.ts', import.meta.url))];
    const all = states(createStack({ ...FULL, sync: { connectors } }).template);
    const last = { ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'EndRun' };
    for (const name of ['Slice', 'CustomSlice', 'CutOff']) {
      expect([name, [all[name]?.['Catch']].flat().at(-1)]).toEqual([name, last]);
    }
    const { Parameters, Retry, Next } = all['EndRun'] ?? {};
    expect({ Parameters, Retry, Next }).toEqual({
      Parameters: { task: 'EndRun', 'run.$': '$.run' },
      Retry: [
        { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 9, MaxDelaySeconds: 600 },
      ],
      Next: 'RunFailed',
    });
    expect(all['RunFailed']).toEqual({ Type: 'Fail', Error: 'run_interrupted' });
  });

  test('leaves no run open that was aborted, failed or timed out', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.states'],
        detail: {
          stateMachineArn: [{ Ref: Match.stringLikeRegexp('SyncMachine') }],
          status: ['ABORTED', 'FAILED', 'TIMED_OUT'],
        },
      },
    });
  });
});

describe('the queues of looks', () => {
  test('hide a message for longer than a function can work on it, and give it up after three tries', () => {
    for (const [name, row] of [
      ['SyncWindows', FUNCTION_TABLE.dispatch],
      ['SyncLooks', FUNCTION_TABLE.sync],
    ] as const) {
      expect(queue(name)).toMatchObject({
        SqsManagedSseEnabled: true,
        RedrivePolicy: { maxReceiveCount: 3, deadLetterTargetArn: expect.anything() },
      });
      expect(queue(name)?.VisibilityTimeout).toBeGreaterThan(row.timeoutSeconds);
    }
  });

  test('hand ten stores to one invocation, and long work to another function', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('SyncLooks'), 'Arn'] },
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(JSON.stringify(machine())).toContain('SyncSlice');
  });

  test('are filled by a window every five minutes, and by what becomes of connections', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0/5 * * * ? *)',
      Target: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('SyncWindows'), 'Arn'] } },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['handfast'],
        'detail-type': Match.arrayWith(['connection.created', 'connection.recovered', 'connection.disconnected']),
      },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('SyncWindows'), 'Arn'] } })],
    });
  });
});

test("vendors' connectors are read by a function and from a queue of their own, one channel at a time", () => {
  const connectors = [fileURLToPath(new URL('../examples/cms-pages.ts', import.meta.url))];
  const own = createStack({ ...FULL, sync: { connectors } }).template;
  own.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('SyncCustomLooks'), 'Arn'] },
    FunctionName: { Ref: Match.stringLikeRegexp('SyncCustom') },
    BatchSize: 1,
  });
  own.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { HANDFAST_CUSTOM_LOOK_QUEUE: { Ref: Match.stringLikeRegexp('SyncCustomLooks') } } },
  });
  // Nobody who has none pays for them.
  expect(queue('SyncCustomLooks')).toBeUndefined();
});

test('a stack whose settings leave sync out has neither its queues nor its machine', () => {
  const without = createStack({ ...FULL, sync: { enabled: false } }).template;
  const ids = ['AWS::SQS::Queue', 'AWS::StepFunctions::StateMachine', 'AWS::Scheduler::Schedule', 'AWS::Events::Rule']
    .flatMap((type) => Object.keys(without.findResources(type)))
    .filter((id) => id.includes('Sync') || id.includes('RunsAborted'));
  expect(ids).toEqual([]);
});
