import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../infra/api/routes.ts';
import { createStack, LEAST } from './template.ts';

let template: ReturnType<typeof createStack>['template'];
beforeAll(() => {
  template = createStack({ ...LEAST, alarmEmail: 'ops@acme.example' }).template;
});

const ALARMS = [
  'ApiBroken',
  'CallbacksHurt',
  'DeadLetters',
  'DeliveriesFailing',
  'HandshakesFailing',
  'MachineFailing',
  'PagesBroken',
  'ProbesLost',
  'StoresLost',
  'Throttled',
  'TokensLate',
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
    const guide = readFileSync(new URL('../../docs/operators.md', import.meta.url), 'utf8');
    const alarms = found('AWS::CloudWatch::Alarm');
    expect(alarms.map(({ id }) => id.replace(/^HandfastAlarms|[0-9A-F]{8}$/g, '')).toSorted()).toEqual(ALARMS);
    for (const { id, AlarmDescription } of alarms) {
      const name = id.replace(/^HandfastAlarms|[0-9A-F]{8}$/g, '');
      expect(AlarmDescription).toMatch(/^(Merchants|Your own systems) .{40,}/);
      expect(AlarmDescription).toContain(`docs/operators.md, "${name}"`);
      expect(guide, name).toContain(`### ${name}`);
    }
  });

  test('go to the address in the settings, when they begin and when they end', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@acme.example' });
    for (const { AlarmActions, OKActions } of found('AWS::CloudWatch::Alarm')) {
      expect(AlarmActions).toEqual([{ Ref: expect.stringContaining('AlarmTopic') }]);
      expect(OKActions).toEqual(AlarmActions);
    }
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
      '{ ($.route = "GET /v1/*" || $.route = "POST /v1/*" || $.route = "DELETE /v1/*") && ' +
        '($.status = 500 || ($.status = 503 && $.fault != "-")) }',
    );
    for (const metric of ['BrokenPages', 'TurnedAway']) {
      expect(pattern(metric)).toContain(
        '$.route != "GET /v1/*" && $.route != "POST /v1/*" && $.route != "DELETE /v1/*"',
      );
    }
    for (const { path, method } of ROUTES.filter(({ scope }) => scope)) {
      expect(`${method} ${path}`).toMatch(/^(GET|POST|DELETE) \/v1\//);
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
    ]) {
      expect(body()).toContain(shown);
    }
  });

  test('is left out when the settings say so', () => {
    createStack({ ...LEAST, dashboard: false }).template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  });
});
