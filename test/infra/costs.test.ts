import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { costTable, handshakeCosts, idleCosts, totalOf } from './costs.ts';
import { houseOf, LEAST } from './template.ts';

const guide = readFileSync(new URL('../../docs/operators.md', import.meta.url), 'utf8');

/** Metrics that alarms watch: each is paid for, an expression over them is not. */
function alarmMetrics(): number {
  const alarms = Object.values(houseOf(LEAST).template.findResources('AWS::CloudWatch::Alarm'));
  const watched = alarms.map(({ Properties }) => (Properties.Metrics ?? [{ MetricStat: {} }]).filter(isMetric).length);
  return watched.reduce((sum, count) => sum + count, 0);
}

const isMetric = (one: object): boolean => 'MetricStat' in one;

describe('the cost table of the guide', () => {
  test('says what a thousand handshakes cost: at most 0.60 USD', () => {
    expect(guide).toContain(costTable(handshakeCosts()));
    expect(totalOf(handshakeCosts())).toBeLessThanOrEqual(0.6);
  });

  test('says what a month without merchants costs: at most 3 USD', () => {
    const idle = idleCosts(alarmMetrics());
    expect(guide).toContain(costTable(idle));
    expect(totalOf(idle)).toBeLessThanOrEqual(3);
  });

  test('counts what the template has: one key, one secret, seven alarms', () => {
    const { template } = houseOf(LEAST);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.resourceCountIs('AWS::SecretsManager::Secret', 1);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 7);
    expect(alarmMetrics()).toBe(11);
  });
});
