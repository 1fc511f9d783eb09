import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createStack, LEAST } from '../template.ts';
import {
  apiCosts,
  authorizerCosts,
  costTable,
  deadDeliveryCosts,
  deliveryCosts,
  handshakeCosts,
  healthCheckCosts,
  idleCosts,
  importCosts,
  lookCosts,
  recordCosts,
  totalOf,
} from './costs.ts';

const guide = readFileSync(new URL('../../../docs/operators.md', import.meta.url), 'utf8');

/** Metrics that alarms watch: each is paid for, an expression over them is not. */
function alarmMetrics(integrations = true, enabled = true): number {
  const alarms = Object.values(
    createStack({ ...LEAST, integrations, sync: { enabled } }).template.findResources('AWS::CloudWatch::Alarm'),
  );
  const watched = alarms.map(({ Properties }) => (Properties.Metrics ?? [{ MetricStat: {} }]).filter(isMetric).length);
  return watched.reduce((sum, count) => sum + count, 0);
}

const isMetric = (one: object): boolean => 'MetricStat' in one;

describe('the cost table of the guide', () => {
  test('says what a thousand handshakes cost: at most 0.60 USD', () => {
    expect(guide).toContain(costTable(handshakeCosts()));
    expect(totalOf(handshakeCosts())).toBeLessThanOrEqual(0.6);
  });

  test('says what a thousand calls through the API cost: at most 0.02 USD', () => {
    expect(guide).toContain(costTable(apiCosts()));
    expect(totalOf(apiCosts())).toBeLessThanOrEqual(0.02);
  });

  test('says what the authorizer adds to a thousand calls that nobody remembers: at most 0.002 USD', () => {
    expect(guide).toContain(costTable(authorizerCosts()));
    expect(totalOf(authorizerCosts())).toBeLessThanOrEqual(0.002);
  });

  test('says what health checks of a thousand connections cost for a month: at most 0.25 USD', () => {
    expect(guide).toContain(costTable(healthCheckCosts()));
    expect(totalOf(healthCheckCosts())).toBeLessThanOrEqual(0.25);
  });

  test('says what a thousand deliveries cost: at most 0.02 USD, at most 0.06 to a URL that never answers', () => {
    expect(guide).toContain(costTable(deliveryCosts()));
    expect(totalOf(deliveryCosts())).toBeLessThanOrEqual(0.02);
    expect(guide).toContain(costTable(deadDeliveryCosts()));
    expect(totalOf(deadDeliveryCosts())).toBeLessThanOrEqual(0.06);
  });

  test('says what channels cost: a thousand looks at most 0.01 USD, a million records at most 0.30, and 0.10 to read', () => {
    for (const [costs, most] of [
      [lookCosts(), 0.01],
      [importCosts(), 0.3],
      [recordCosts(), 0.1],
    ] as const) {
      expect(guide).toContain(costTable(costs));
      expect(totalOf(costs)).toBeLessThanOrEqual(most);
    }
  });

  test('says what a month without merchants costs: at most 3.70 USD, 0.60 more with integrations, 1.90 with channels', () => {
    expect(guide).toContain(costTable(idleCosts(alarmMetrics())));
    const without = { integrations: true, sync: false };
    expect(totalOf(idleCosts(alarmMetrics(false, false), { ...without, integrations: false }))).toBeLessThanOrEqual(
      3.7,
    );
    expect(totalOf(idleCosts(alarmMetrics(true, false), without))).toBeLessThanOrEqual(4.3);
    expect(totalOf(idleCosts(alarmMetrics()))).toBeLessThanOrEqual(6.2);
  });

  test('counts what the template has: two keys, two secrets, eighteen alarms, no app client', () => {
    const { template } = createStack(LEAST);
    template.resourceCountIs('AWS::KMS::Key', 2);
    template.resourceCountIs('AWS::SecretsManager::Secret', 2);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 18);
    template.resourcePropertiesCountIs(
      'AWS::Cognito::UserPoolClient',
      { AllowedOAuthFlows: ['client_credentials'] },
      0,
    );
    expect(alarmMetrics()).toBe(21);
  });
});
