import type { Finding } from '../../domain/integrations/findings/finding.ts';
import { findingsOf } from '../../domain/integrations/findings/findings.ts';
import type { UrlRules } from '../../domain/integrations/findings/url-findings.ts';
import type { Integration, IntegrationTest, Snapshot } from '../../domain/integrations/integration.ts';

export function workingFindings(
  { working, lastTest, modifiedAt }: Pick<Integration, 'working' | 'lastTest' | 'modifiedAt'>,
  rules: UrlRules,
): readonly Finding[] {
  const test = lastTest?.version === 'WORKING' ? lastTest : undefined;
  return findingsOf(working, { test, since: modifiedAt }, rules);
}

export function snapshotFindings(
  { id, fields, at }: Snapshot,
  lastTest: IntegrationTest | undefined,
  rules: UrlRules,
): readonly Finding[] {
  const test = lastTest?.version === id ? lastTest : undefined;
  return findingsOf(fields, { test, since: at }, rules);
}
