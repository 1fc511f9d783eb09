import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, describe, expect, test } from 'vitest';
import { Handfast } from '../../infra/handfast.ts';
import { acknowledgeNagFindings } from '../../infra/nag-suppressions.ts';
import type { SettingsInput } from '../../infra/settings/settings.ts';
import { FLAGS, FULL, LEAST } from './template.ts';

const OWN = 'test/examples/cms-pages.ts';
const OWN_WRITER = 'test/examples/page-texts.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Report = { readonly pluginReports: readonly { readonly violations?: readonly { readonly ruleName: string }[] }[] };

/** What cdk-nag's two packs and CloudFormation's own rules still find, by rule. */
function findingsIn(settings: SettingsInput, region: string, more: (stack: Stack) => void = () => {}): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'handfast-findings-'));
  folders.push(outdir);
  const app = new App({ outdir, context: { ...FLAGS, '@aws-cdk/core:failSynthOnValidationErrors': false } });
  const stack = new Stack(app, 'Handfast', { env: { region } });
  const handfast = new Handfast(stack, 'Handfast', settings);
  more(stack);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  acknowledgeNagFindings(handfast);
  app.synth();
  const report: Report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  expect(report.pluginReports.length).toBeGreaterThanOrEqual(2);
  return report.pluginReports.flatMap(({ violations = [] }) => violations.map(({ ruleName }) => ruleName)).toSorted();
}

describe('no finding of AwsSolutions, Serverless or CloudFormation is left', () => {
  test.each<[string, SettingsInput, string]>([
    ['the least', { ...LEAST, alarmEmail: 'ops@acme.example' }, 'eu-central-1'],
    ['the most', FULL, 'eu-central-1'],
    [
      'a firewall, a console, own connectors and writers',
      { ...LEAST, firewall: {}, console: {}, sync: { connectors: [OWN], writers: [OWN_WRITER] } },
      'us-east-1',
    ],
  ])(
    'in a stack with %s',
    (_, settings, region) => {
      expect(findingsIn(settings, region)).toEqual([]);
    },
    180_000,
  );

  test('by chance: an open bucket is found, and a property that CloudFormation does not know', () => {
    const found = findingsIn(LEAST, 'eu-central-1', (stack) => {
      const bucket = new CfnBucket(stack, 'Bucket');
      bucket.addPropertyOverride('NoSuchProperty', true);
    });
    expect(found).toContain('AwsSolutions-S10');
    expect(found.filter((rule) => !/^(AwsSolutions|Serverless)-/.test(rule))).toHaveLength(1);
  }, 180_000);
});
