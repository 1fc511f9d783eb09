import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { countsOf } from '../../../functions/domain/sync/changes/change-batch.ts';
import { ROUTES } from '../../../infra/api/routes.ts';
import { createStack, LEAST } from '../template.ts';
import { evaluate } from './metric-math.ts';

let template: ReturnType<typeof createStack>['template'];
beforeAll(() => {
  template = createStack({ ...LEAST, alarmEmail: 'ops@acme.example' }).template;
});

const ALARMS = [
  'ApiBroken',
  'CallbacksHurt',
  'CallbacksRefused',
  'ChangesWaiting',
  'DataStale',
  'DeadLetters',
  'DeliveriesFailing',
  'HandshakesFailing',
  'MachineFailing',
  'PagesBroken',
  'ProbesLost',
  'SignInsStuck',
  'StoresLost',
  'SyncLost',
  'Throttled',
  'TokensLate',
  'TrafficStopped',
  'WebhooksLost',
];

const found = (type: string) =>
  Object.entries(template.findResources(type)).map(([id, { Properties }]) => ({ id, ...Properties }));

/** The log lines that a metric counts. */
function pattern(metric: string): string {
  return found('AWS::Logs::MetricFilter').find((filter) => filter.MetricTransformations[0].MetricName === metric)
    ?.FilterPattern;
}

describe('alarms', () => {
  test('say who is affected, and where to read what to do', () => {
    const guide = readFileSync(new URL('../../../docs/operators.md', import.meta.url), 'utf8');
    const alarms = found('AWS::CloudWatch::Alarm');
    expect(alarms.map(({ id }) => id.replace(/^HandfastAlarms|[0-9A-F]{8}$/g, '')).toSorted()).toEqual(ALARMS);
    for (const { id, AlarmDescription } of alarms) {
      const name = id.replace(/^HandfastAlarms|[0-9A-F]{8}$/g, '');
      expect(AlarmDescription).toMatch(/^(Merchants|Your own systems) .{40,}/);
      expect(AlarmDescription).toContain(`docs/operators.md, "${name}"`);
      expect(guide, name).toContain(`### ${name}`);
    }
  });

  test('watch for how long changes wait, by the oldest batch of each window', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...{ MetricName: 'WaitingChanges', Statistic: 'Maximum', Period: 300, Threshold: 3_600 },
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    expect(pattern('WaitingChanges')).toBe('{ $.event = "channels_dispatched" && $.waitingSeconds >= 0 }');
  });

  test('go to the address in the settings, when they begin and when they end', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@acme.example' });
    for (const { AlarmActions, OKActions } of found('AWS::CloudWatch::Alarm')) {
      expect(AlarmActions).toEqual([{ Ref: expect.stringContaining('AlarmTopic') }]);
      expect(OKActions).toEqual(AlarmActions);
    }
  });

  test("go to a topic of the operator's own, too, in the region of the stack", () => {
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:111122223333:ops-alarms';
    const own = createStack({ ...LEAST, alarmTopicArn }, 'eu-central-1').template;
    const alarms = Object.values(own.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toHaveLength(ALARMS.length);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: expect.stringContaining('AlarmTopic') }, alarmTopicArn]);
      expect(Properties.OKActions).toEqual(Properties.AlarmActions);
    }
    expect(() => createStack({ ...LEAST, alarmTopicArn }, 'us-east-1')).toThrow(
      'alarmTopicArn: must be of a topic in us-east-1: alarms reach topics of their own region only',
    );
  });

  test.each([
    'ops-alarms',
    'arn:aws:sns:eu-central-1:111122223333:ops.fifo',
    'arn:aws:sqs:eu-central-1:111122223333:q',
  ])('do not go to %s, which is no topic that takes them', (alarmTopicArn) => {
    expect(() => createStack({ ...LEAST, alarmTopicArn })).toThrow(
      'alarmTopicArn: must be the ARN of an SNS topic, such as ',
    );
  });

  test('may publish: a topic that demands TLS no longer admits them by itself', () => {
    const [policy] = found('AWS::SNS::TopicPolicy');
    expect(policy?.['PolicyDocument'].Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    );
  });

  test('are not raised while nobody connects', () => {
    for (const { TreatMissingData } of found('AWS::CloudWatch::Alarm')) expect(TreatMissingData).toBe('notBreaching');
  });

  test('are raised for one callback that fails or takes 3 s: Magento gives up at 5', () => {
    expect(pattern('HurtCallbacks')).toBe(
      '{ $.route = "POST /{product}/callback" && ($.status >= 500 || $.milliseconds >= 3000) }',
    );
    const alarm = found('AWS::CloudWatch::Alarm').find(({ MetricName }) => MetricName === 'HurtCallbacks');
    expect(alarm).toMatchObject({ Threshold: 1, Period: 300, Statistic: 'Sum' });
  });

  test('do not count what merchants decided themselves among the failures', () => {
    expect(pattern('Failed')).toContain('$.code != "consent_declined" && $.code != "consent_timed_out"');
  });

  test("count errors of the API apart from those of pages, and none that is a store's", () => {
    expect(pattern('BrokenApi')).toBe(
      '{ ($.route = "GET /v1/*" || $.route = "POST /v1/*" || $.route = "PUT /v1/*" || $.route = "DELETE /v1/*") && ' +
        '($.status = 500 || ($.status = 503 && $.fault != "-")) }',
    );
    for (const metric of ['BrokenPages', 'TurnedAway']) {
      expect(pattern(metric)).toContain(
        '$.route != "GET /v1/*" && $.route != "POST /v1/*" && $.route != "PUT /v1/*" && $.route != "DELETE /v1/*"',
      );
    }
    for (const { path, method } of ROUTES.filter(({ scopes }) => scopes.length > 0)) {
      expect(`${method} ${path}`).toMatch(/^(GET|POST|PUT|DELETE) \/v1\//);
    }
  });

  test('are raised for ten stores lost within an hour, whichever function finds it out', () => {
    const filters = found('AWS::Logs::MetricFilter').filter(
      (filter) => filter.MetricTransformations[0].MetricName === 'LostStores',
    );
    expect(filters.map(({ LogGroupName }) => LogGroupName.Ref.slice(8, -8)).toSorted()).toEqual([
      'ConnectionsLogs',
      'ProbeLogs',
    ]);
    for (const { FilterPattern } of filters) {
      expect(FilterPattern).toBe(
        '{ $.event = "connection_status_changed" && ($.to = "needs_reauthorization" || $.to = "unreachable") }',
      );
    }
    const alarm = found('AWS::CloudWatch::Alarm').find(({ MetricName }) => MetricName === 'LostStores');
    expect(alarm).toMatchObject({ Threshold: 10, Period: 3600, Statistic: 'Sum' });
  });

  test('are raised for ten looks within an hour at stores that could not be read for one, or are stuck in runs', () => {
    expect(pattern('StaleStores')).toBe('{ ($.event = "channel_read" || $.event = "run_stuck") && $.lag >= 3600 }');
    const alarm = found('AWS::CloudWatch::Alarm').find(({ MetricName }) => MetricName === 'StaleStores');
    expect(alarm).toMatchObject({ Threshold: 10, Period: 3600, Statistic: 'Sum', TreatMissingData: 'notBreaching' });
  });

  test('are raised for five popups within an hour, unless anybody answered', () => {
    const filters = found('AWS::Logs::MetricFilter').filter(
      (filter) => filter.MetricTransformations[0].MetricName === 'Unanswered',
    );
    const counted = filters.map(({ FilterPattern, MetricTransformations: [{ MetricValue }] }) => [
      FilterPattern,
      MetricValue,
    ]);
    expect(Object.fromEntries(counted)).toEqual({
      '{ $.event = "handshake_started" }': '1',
      '{ $.event = "consent_given" }': '-1000',
    });
    const alarm = found('AWS::CloudWatch::Alarm').find(({ MetricName }) => MetricName === 'Unanswered');
    expect(alarm).toMatchObject({ Threshold: 5, Period: 3600, Statistic: 'Sum', EvaluationPeriods: 1 });
  });

  test('are raised for five callbacks within an hour that were refused', () => {
    expect(pattern('Refused')).toBe('{ $.event = "activation_refused" }');
    const alarm = found('AWS::CloudWatch::Alarm').find(({ MetricName }) => MetricName === 'Refused');
    expect(alarm).toMatchObject({ Threshold: 5, Period: 3600, Statistic: 'Sum' });
  });

  describe('are raised once callbacks stop', () => {
    const alarm = () => found('AWS::CloudWatch::Alarm').find(({ id }) => id.includes('TrafficStopped'));

    test('within a week, the longest that an alarm looks back', () => {
      expect(alarm()).toMatchObject({ Threshold: 1, EvaluationPeriods: 7, DatapointsToAlarm: 1 });
      const [expression, callbacks] = alarm()?.['Metrics'] ?? [];
      expect(expression).toMatchObject({ ReturnData: true });
      expect(callbacks.MetricStat).toMatchObject({ Metric: { MetricName: 'Callbacks' }, Period: 86_400, Stat: 'Sum' });
    });

    test.each([
      ['a day without any after six busy ones', [3, 9, 4, 3, 12, 5, 0], true],
      ['traffic as usual', [3, 9, 4, 3, 12, 5, 4], false],
      ['a slow day', [3, 9, 4, 3, 12, 5, 1], false],
      ['a Sunday, where Sundays are quiet', [0, 9, 4, 3, 12, 5, 0], false],
      ['a quiet day last week', [9, 0, 4, 3, 12, 5, 7], false],
      ['a deployment with a store now and then', [1, 0, 2, 1, 0, 1, 0], false],
      ['a deployment of yesterday', [0, 0, 0, 0, 0, 40, 0], false],
      ['nothing at all', [0, 0, 0, 0, 0, 0, 0], false],
    ])('%s: %j, raised: %s', (_, callbacks, raised) => {
      const [{ Expression }] = alarm()?.['Metrics'] ?? [];
      expect(evaluate(Expression, { callbacks }).some((value) => value >= 1)).toBe(raised);
    });
  });

  test('are raised for executions that failed or timed out', () => {
    const alarm = found('AWS::CloudWatch::Alarm').find(({ id }) => id.includes('MachineFailing'));
    const metrics = JSON.stringify(alarm?.['Metrics']);
    for (const name of ['ExecutionsFailed', 'ExecutionsTimedOut']) expect(metrics).toContain(name);
  });
});

describe('metrics', () => {
  test('have no dimensions, and cost nothing while nothing happens', () => {
    for (const { MetricTransformations } of found('AWS::Logs::MetricFilter')) {
      expect(MetricTransformations[0].Dimensions).toBeUndefined();
      expect(MetricTransformations[0].DefaultValue).toBeUndefined();
    }
  });
});

test('records and lag are numbers of log lines: of a reading each, so that lag has percentiles', () => {
  const values = (metric: string) =>
    found('AWS::Logs::MetricFilter')
      .map(({ MetricTransformations: [one] }) => one)
      .filter(({ MetricName }) => MetricName === metric)
      .map(({ MetricValue, Unit }) => [MetricValue, Unit]);
  expect(values('Records')).toEqual([
    ['$.delivered', 'Count'],
    ['$.delivered', 'Count'],
  ]);
  expect(values('Lag')).toEqual([['$.lag', 'Seconds']]);
  expect(JSON.stringify(found('AWS::CloudWatch::Dashboard'))).toContain('p99');
});

describe('the dashboard', () => {
  const body = () => JSON.stringify(found('AWS::CloudWatch::Dashboard'));

  test('shows the funnel, failures, times and what was linked', () => {
    for (const shown of [
      'Callbacks',
      'Popups',
      'Consents',
      'Linked',
      'Failures by code',
      'Milliseconds per step',
      'Connections by change of status',
      // A check that says nothing about its store is neither good nor bad, and none of the others counts it.
      'sum(inconclusive) as inconclusive',
    ]) {
      expect(body()).toContain(shown);
    }
  });

  /** The queries, with log groups as `<logical id>`. */
  const queries = () => {
    const bodies = found('AWS::CloudWatch::Dashboard').map(({ DashboardBody }) => DashboardBody['Fn::Join'][1]);
    const text = bodies
      .flat()
      .map((part: string | { Ref: string }) => (typeof part === 'string' ? part : `<${part.Ref}>`));
    const { widgets } = JSON.parse(text.join(''));
    return new Map<string, string>(
      widgets.map((widget: { properties: { title?: string; query?: string } }) => [
        widget.properties.title,
        widget.properties.query,
      ]),
    );
  };

  test('sums of changes what their function counts, in its own logs', () => {
    const query = queries().get('Changes by what became of them') ?? '';
    expect(query).toMatch(/^SOURCE '<HandfastSyncWriteLogs[0-9A-F]{8}>'/);
    expect(query).toContain('filter event = "changes_finished"');
    const summed = [...query.matchAll(/sum\((\w+)\)/g)].map(([, member = '']) => member);
    expect(summed).toEqual(['done', 'failed', 'unknown']);
    expect(Object.keys(countsOf([]))).toEqual(expect.arrayContaining(summed));
  });

  test('is left out when the settings say so', () => {
    createStack({ ...LEAST, dashboard: false }).template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  });
});
