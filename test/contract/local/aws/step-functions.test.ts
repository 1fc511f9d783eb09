import { randomUUID } from 'node:crypto';
import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { LittleLocal } from '../small-stack.ts';
import { littleResources, reaching, startLittle } from '../small-stack.ts';

let local: LittleLocal;
let sfn: SFNClient;

beforeAll(async () => {
  local = await startLittle();
  sfn = new SFNClient(reaching(local));
});
afterAll(() => local.remove());

const Seen = z.array(
  z.object({
    step: z.string(),
    activation: z.string(),
    token: z.string().optional(),
    error: z.object({ Error: z.string(), Cause: z.string() }).optional(),
  }),
);

/** What the steps of one activation were sent, in order; failing attempts left out. */
async function seen(activation: string, from = local) {
  return Seen.parse(await from.invoke('Steps', { step: 'seen' })).filter((event) => event.activation === activation);
}

function machineArn() {
  return local.stack.machines[0]?.arn ?? '';
}

function begin(activation: string, input: object = {}, name = activation) {
  const text = JSON.stringify({ activation, errors: [], ...input });
  return sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn(), name, input: text }));
}

function tokenOf(activation: string): Promise<string> {
  return vi.waitFor(
    async () => z.string().parse((await seen(activation)).find(({ step }) => step === 'Wait')?.token),
    5000,
  );
}

function ended(executionArn: string | undefined) {
  return vi.waitFor(async () => {
    const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(execution.status).not.toBe('RUNNING');
    return execution;
  }, 5000);
}

const output = '{"merchant":"ana"}';
function succeed(taskToken: string) {
  return sfn.send(new SendTaskSuccessCommand({ taskToken, output }));
}
function fail(taskToken: string) {
  return sfn.send(new SendTaskFailureCommand({ taskToken, error: 'consent_denied', cause: 'no' }));
}

test('runs from the start over a task token to the end', async () => {
  const activation = randomUUID();
  const { executionArn, startDate } = await begin(activation);
  expect(executionArn).toBe(`${machineArn().replace(':stateMachine:', ':execution:')}:${activation}`);
  expect(startDate).toBeInstanceOf(Date);
  await succeed(await tokenOf(activation));
  const execution = await ended(executionArn);
  expect(execution).toMatchObject({ status: 'SUCCEEDED', name: activation, stopDate: expect.any(Date) });
  expect(JSON.parse(execution.output ?? '')).toMatchObject({ activation, waited: { merchant: 'ana' } });
  expect(local.executions().find(({ name }) => name === activation)?.states).toEqual([
    'Try',
    'Wait',
    'Announce',
    'Done',
  ]);
});

test("retries by the error's name, as often as the definition says", async () => {
  const activation = randomUUID();
  await begin(activation, { errors: ['Again'] });
  await tokenOf(activation);
  expect((await seen(activation)).map(({ step }) => step)).toEqual(['Try', 'Wait']);
});

test("catches a function's error with its name and, as cause, Lambda's report", async () => {
  const activation = randomUUID();
  await ended((await begin(activation, { errors: ['store_gone'] })).executionArn);
  const [failed] = await seen(activation);
  expect(failed).toMatchObject({ step: 'Fail', error: { Error: 'store_gone' } });
  expect(JSON.parse(failed?.error?.Cause ?? '')).toMatchObject({ errorType: 'store_gone', errorMessage: 'attempt 1' });
});

test('ends a waiting task by the error handed in with its token', async () => {
  const activation = randomUUID();
  const { executionArn } = await begin(activation);
  await fail(await tokenOf(activation));
  await ended(executionArn);
  expect((await seen(activation)).at(1)).toMatchObject({ step: 'Wait' });
  expect((await seen(activation)).at(2)?.error).toEqual({ Error: 'consent_denied', Cause: 'no' });
});

test('takes a token once, and refuses what is none', async () => {
  const activation = randomUUID();
  const { executionArn } = await begin(activation);
  const token = await tokenOf(activation);
  await succeed(token);
  await expect(succeed(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  await expect(fail(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  await expect(succeed('nonsense')).rejects.toMatchObject({ name: 'InvalidToken' });
  await ended(executionArn);
});

test('times a waiting task out when the clock is moved past its end', async () => {
  const activation = randomUUID();
  const { executionArn } = await begin(activation);
  const token = await tokenOf(activation);
  local.moveClock(599_000);
  expect((await seen(activation)).map(({ step }) => step)).toEqual(['Try', 'Wait']);
  local.moveClock(1_000);
  await ended(executionArn);
  local.moveClock(-600_000);
  expect((await seen(activation)).at(2)).toMatchObject({ step: 'Fail', error: { Error: 'States.Timeout' } });
  await expect(succeed(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
});

test('starts a name once: the same again while it runs, a refusal for another input or after the end', async () => {
  const activation = randomUUID();
  const first = await begin(activation);
  expect(await begin(activation)).toMatchObject({ executionArn: first.executionArn, startDate: first.startDate });
  const exists = { name: 'ExecutionAlreadyExists' };
  await expect(begin(activation, { errors: ['Other'] })).rejects.toMatchObject(exists);
  await succeed(await tokenOf(activation));
  await ended(first.executionArn);
  await expect(begin(activation)).rejects.toMatchObject(exists);
  expect((await seen(activation)).filter(({ step }) => step === 'Try')).toHaveLength(1);
});

test('stops an execution', async () => {
  const activation = randomUUID();
  const { executionArn } = await begin(activation);
  const token = await tokenOf(activation);
  await sfn.send(new StopExecutionCommand({ executionArn }));
  expect((await ended(executionArn)).status).toBe('ABORTED');
  await expect(succeed(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
});

test('refuses names, machines, executions and inputs that are none', async () => {
  await expect(begin('a', {}, 'with space')).rejects.toMatchObject({ name: 'InvalidName' });
  const start = (stateMachineArn: string, input: string) =>
    sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
  await expect(start(`${machineArn()}x`, '{}')).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  await expect(start(machineArn(), 'no')).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
  await expect(sfn.send(new DescribeExecutionCommand({ executionArn: 'x' }))).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
  });
});

test('tells a handshake that a stop cut short to fail, once, at the next start', async () => {
  const activation = randomUUID();
  const first = await startLittle();
  const input = JSON.stringify({ activation, errors: [] });
  const start = () =>
    new SFNClient(reaching(first)).send(
      new StartExecutionCommand({ stateMachineArn: machineArn(), name: activation, input }),
    );
  await start();
  await vi.waitFor(async () => expect(await seen(activation, first)).toHaveLength(2), 5000);
  await first.stop();

  const second = await startLittle({ folder: first.folder });
  const [failed, announced] = await seen(activation, second);
  expect(failed).toMatchObject({ step: 'Fail', error: { Error: 'interrupted' } });
  expect(announced).toMatchObject({ step: 'Announce' });
  await second.stop();

  const third = await startLittle({ folder: first.folder });
  expect(await seen(activation, third)).toEqual([]);
  await expect(
    new SFNClient(reaching(third)).send(
      new StartExecutionCommand({ stateMachineArn: machineArn(), name: activation, input }),
    ),
  ).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  await third.remove();
});

test.each([
  [{ HeartbeatSeconds: 5 }, /State Only of .* uses HeartbeatSeconds/],
  [{ Resource: 'arn:aws:states:::sqs:sendMessage' }, /State Only uses arn:aws:states:::sqs:sendMessage/],
  [{ Parameters: { 'at.$': '$$.State.EnteredTime' } }, /reads \$\$\.State/],
])('refuses at the start what it could not run as on AWS: %j', async (extra, message) => {
  const Only = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:x', End: true, ...extra };
  const DefinitionString = JSON.stringify({ StartAt: 'Only', States: { Only } });
  const Machine = { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString } };
  await expect(startLittle({}, { ...littleResources(), Machine })).rejects.toThrow(message);
});
