import { expect, test, vi } from 'vitest';
import { tellMachineEnds } from '../../../infra/local/aws/step-functions/execution-ends.ts';
import type { Execution } from '../../../infra/local/aws/step-functions/executions.ts';
import type { EndRule } from '../../../infra/local/template/functions.ts';

const execution: Execution = {
  arn: 'arn:aws:states:us-east-1:000000000000:execution:machine:one',
  name: 'one',
  machineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine',
  input: { product: 'demo', note: '"quoted" <name>' },
  startedAtMs: 0,
  states: [],
  status: 'ABORTED',
};
const rule: EndRule = {
  machineArns: [execution.machineArn],
  statuses: ['ABORTED', 'FAILED'],
  functionArn: 'arn:exchange',
  paths: { who: '$.detail.name', what: '$.detail.input' },
  template: '{"task":"EndAborted","activation":<who>,"input":<what>}',
};

function told(given: Execution) {
  const invoke = vi.fn(async (_arn: string, _event: unknown) => null);
  tellMachineEnds([rule], invoke, () => {})(given);
  return invoke;
}

test('whom a rule names is handed what its template asks for, the input as text', () => {
  const input = JSON.stringify(execution.input);
  const event = { task: 'EndAborted', activation: 'one', input };
  expect(told(execution)).toHaveBeenCalledExactlyOnceWith('arn:exchange', event);
});

test('nobody is told of another end, or of another machine', () => {
  expect(told({ ...execution, status: 'SUCCEEDED' })).not.toHaveBeenCalled();
  expect(told({ ...execution, machineArn: 'arn:other' })).not.toHaveBeenCalled();
});
