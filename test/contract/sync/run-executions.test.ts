import { SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openRunExecutions } from '../../../functions/adapters/step-functions/run-executions.ts';
import { newChannelId, newRunId } from '../../../functions/domain/sync/channel-ids.ts';
import { type LittleLocal, reaching, startLittle } from '../local/small-stack.ts';

let local: LittleLocal;
beforeAll(async () => {
  local = await startLittle();
});
afterAll(() => local.remove());
afterEach(() => void vi.unstubAllEnvs());

function open() {
  const { region, credentials } = reaching(local);
  vi.stubEnv('AWS_ENDPOINT_URL_SFN', local.awsUrl);
  vi.stubEnv('AWS_REGION', String(region));
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
  return openRunExecutions(local.stack.machines[0]?.arn ?? '');
}

test('an execution is missing, then works, is not started twice, and is over once it was aborted', async () => {
  const executions = open();
  const sfn = new SFNClient(reaching(local));
  const run = { run: newRunId(), channel: newChannelId() };
  expect(await executions.stateOf(run)).toBe('missing');
  // Of the little machine, which waits for somebody to answer.
  const input = JSON.stringify({ activation: run.run, errors: [] });
  const stateMachineArn = local.stack.machines[0]?.arn;
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name: run.run, input }));
  expect(await executions.stateOf(run)).toBe('running');
  await executions.start(run);
  await sfn.send(new StopExecutionCommand({ executionArn }));
  expect(await executions.stateOf(run)).toBe('over');
});
