import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { Handfast } from '../../infra/handfast.ts';
import { createApp, createStack, LEAST } from './template.ts';

let template: ReturnType<typeof createStack>['template'];
beforeAll(() => {
  template = createStack(LEAST).template;
});

const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

describe('what holds data', () => {
  test.each([
    ['AWS::DynamoDB::Table', 'HandfastTable7063BAC3'],
    ['AWS::KMS::Key', 'HandfastKeyAA817796', 'HandfastRecordsKey361FABDA'],
    ['AWS::S3::Bucket', 'HandfastRecords84910B95'],
    ['AWS::SecretsManager::Secret', 'HandfastCookieSecretD2C677CF', 'HandfastTokenSecret05922EC4'],
    ['AWS::Cognito::UserPool', 'HandfastUserPoolEB756E6F'],
  ])('%s is the same resource after every upgrade: CloudFormation makes a new one for a new id', (type, ...ids) => {
    expect(Object.keys(template.findResources(type))).toEqual(ids);
  });

  test('outlives the stack: table, keys, records and users', () => {
    template.hasResource('AWS::DynamoDB::Table', { ...retained, Properties: { DeletionProtectionEnabled: true } });
    template.allResources('AWS::KMS::Key', retained);
    template.hasResource('AWS::S3::Bucket', retained);
    template.hasResource('AWS::Cognito::UserPool', { ...retained, Properties: { DeletionProtection: 'ACTIVE' } });
  });

  test('goes with the stack only when the settings say so', () => {
    const trial = createStack({ ...LEAST, removalPolicy: 'destroy' }).template;
    for (const type of ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::Cognito::UserPool']) {
      trial.allResources(type, { DeletionPolicy: 'Delete' });
    }
    trial.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
  });

  test('is encrypted under the key of the stack, which AWS renews every year', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': ['HandfastKeyAA817796', 'Arn'] },
      },
    });
    template.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  test('is paid by use, can be turned back in time, and drops what is over', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });
});

describe('indexes', () => {
  const indexes = (): { IndexName: string; Projection: { ProjectionType: string; NonKeyAttributes?: string[] } }[] =>
    Object.values(template.findResources('AWS::DynamoDB::Table'))[0]?.['Properties'].GlobalSecondaryIndexes;

  test('list by account, by product and by host', () => {
    expect(indexes().map(({ IndexName }) => IndexName)).toEqual(['byAccount', 'byProduct', 'byHost']);
  });

  test('are added one at a time to a table of before the API, as CloudFormation asks', () => {
    const stack = new Stack(createApp({ 'handfast-indexes': '2' }), 'Handfast');
    new Handfast(stack, 'Handfast', LEAST);
    const [table] = Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'));
    const names = table?.['Properties'].GlobalSecondaryIndexes.map(({ IndexName }: { IndexName: string }) => IndexName);
    expect(names).toEqual(['byAccount', 'byProduct']);
  });

  test('that lists are made from hold no ciphertext, no token and no digest', () => {
    for (const { Projection } of indexes().slice(1)) {
      expect(Projection.ProjectionType).toBe('INCLUDE');
      const shown = Projection.NonKeyAttributes ?? [];
      expect(shown).toContain('status');
      expect(shown.filter((name) => /secret|sealed|credential|token|digest|consent/i.test(name))).toEqual([]);
    }
  });
});

describe('logs', () => {
  test('of functions, machine and API end after a month, unless the settings say otherwise', () => {
    expect(Object.keys(template.findResources('AWS::Logs::LogGroup'))).toHaveLength(20);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    createStack({ ...LEAST, logRetentionDays: 7 }).template.allResourcesProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 7,
    });
  });

  test('of the machine tell every event, and nothing of what it carries', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });
});
