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

function invocationsAt(given: Execution) {
  const invoke = vi.fn(async (_arn: string, _event: unknown) => null);
  tellMachineEnds([rule], invoke, () => {})(given);
  return invoke;
}

test('the function that a rule names gets what its template asks for, the input as text', () => {
  const input = JSON.stringify(execution.input);
  const event = { task: 'EndAborted', activation: 'one', input };
  expect(invocationsAt(execution)).toHaveBeenCalledExactlyOnceWith('arn:exchange', event);
});

test('no function is invoked for another end, or for another machine', () => {
  expect(invocationsAt({ ...execution, status: 'SUCCEEDED' })).not.toHaveBeenCalled();
  expect(invocationsAt({ ...execution, machineArn: 'arn:other' })).not.toHaveBeenCalled();
});
