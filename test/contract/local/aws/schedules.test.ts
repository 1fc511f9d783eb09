import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LittleLocal } from '../small-stack.ts';
import { littleResources, startLittle } from '../small-stack.ts';

describe('a schedule of the template', () => {
  const MINUTE_MS = 60_000;
  let local: LittleLocal;
  const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

  beforeAll(async () => {
    local = await startLittle(
      {},
      {
        ...littleResources(),
        Lost: { Type: 'AWS::SQS::Queue', Properties: {} },
        Turns: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            VisibilityTimeout: 360,
            RedrivePolicy: { deadLetterTargetArn: arn('Lost'), maxReceiveCount: 5 },
          },
        },
        Feed: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: arn('Turns'), FunctionName: { Ref: 'Steps' }, BatchSize: 1 },
        },
        EveryFive: {
          Type: 'AWS::Scheduler::Schedule',
          Properties: {
            ScheduleExpression: 'cron(0/5 * * * ? *)',
            ScheduleExpressionTimezone: 'Etc/UTC',
            FlexibleTimeWindow: { Mode: 'OFF' },
            State: 'ENABLED',
            Target: {
              Arn: arn('Turns'),
              RoleArn: arn('SomeRole'),
              Input: '{"at":"<aws.scheduler.scheduled-time>"}',
            },
          },
        },
      },
    );
  });
  afterAll(() => local.remove());

  /** Times of the turns that the function was handed so far. */
  async function turns(): Promise<string[]> {
    const seen: unknown = await local.invoke('Steps', { step: 'seen' });
    return [seen]
      .flat()
      .flatMap((event) => Object(event).Records.map(({ body }: { body: string }) => JSON.parse(body).at));
  }

  test('sends its message at once when it is fired, with the time it was due', async () => {
    await local.tick(new Date('2026-03-01T07:34:59Z'));
    expect(await turns()).toEqual(['2026-03-01T07:30:00Z']);
  });

  test('makes up for the turns that the moved clock has passed', async () => {
    const before = await turns();
    const now = Date.now();
    local.moveClock(15 * MINUTE_MS);
    await local.queues.idle();
    const passed = (await turns()).slice(before.length);
    expect(passed).toHaveLength(3);
    for (const [index, at] of passed.toSorted().entries()) {
      expect(Date.parse(at) % (5 * MINUTE_MS)).toBe(0);
      expect(Date.parse(at)).toBeGreaterThan(now + index * 5 * MINUTE_MS);
      expect(Date.parse(at)).toBeLessThanOrEqual(now + (index + 1) * 5 * MINUTE_MS + 1000);
    }
  });

  test('makes up for a day at most', async () => {
    const before = await turns();
    local.moveClock(3 * 24 * 60 * MINUTE_MS);
    await local.queues.idle();
    expect((await turns()).length - before.length).toBe(288);
  });
});
