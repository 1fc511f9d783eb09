import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, test } from 'vitest';
import { createRecords, grantRecords, type Records } from '../../infra/data/records-bucket.ts';
import { createApp } from './template.ts';

function created(removalPolicy: RemovalPolicy = RemovalPolicy.RETAIN) {
  const stack = new Stack(createApp(), 'Stack');
  const settings = { enabled: true, retentionDays: 45, connectors: [], writers: [] };
  const records = createRecords(stack, { removalPolicy, deletionProtection: false }, settings);
  return { stack, records };
}

/** Actions and resources of what a role may do then. */
function granted(grant: (records: Records, role: Role) => void): unknown[] {
  const { stack, records } = created();
  const role = new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  if (records) grant(records, role);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policy?.['Properties'].PolicyDocument.Statement.map(
    ({ Action, Resource }: { Action: unknown; Resource: unknown }) => [Action, JSON.stringify(Resource)],
  );
}

const BUCKET = expect.stringMatching(/^\{"Fn::GetAtt":\["Records\w{8}","Arn"\]\}$/);
const OBJECTS = expect.stringMatching(/"Records\w{8}","Arn"\]\},"\/\*"/);
const KEY = expect.stringMatching(/^\{"Fn::GetAtt":\["RecordsKey\w{8}","Arn"\]\}$/);

describe('the bucket of records', () => {
  test('is encrypted under a key of its own, shown to nobody, and reached by TLS alone', () => {
    const template = Template.fromStack(created().stack);
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RecordsKey'), 'Arn'] },
            },
          },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  test('forgets records after the retention, and nothing else by itself', () => {
    Template.fromStack(created().stack).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          { Id: 'Retention', Prefix: 'records/', ExpirationInDays: 45, Status: 'Enabled' },
          { Id: 'Changes', Prefix: 'changes/', ExpirationInDays: 45, Status: 'Enabled' },
          { Id: 'Uploads', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' },
        ],
      },
    });
  });

  test('outlives the stack, or goes with it and all objects, as the settings say', () => {
    const kept = Template.fromStack(created().stack);
    for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key']) kept.hasResource(type, { DeletionPolicy: 'Retain' });
    kept.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    const trial = Template.fromStack(created(RemovalPolicy.DESTROY).stack);
    for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key']) trial.hasResource(type, { DeletionPolicy: 'Delete' });
    trial.resourceCountIs('Custom::S3AutoDeleteObjects', 1);
  });

  test('is left out, key and all, where nothing is read', () => {
    const stack = new Stack(createApp(), 'Stack');
    const retention = { removalPolicy: RemovalPolicy.RETAIN, deletionProtection: true };
    const settings = { enabled: false, retentionDays: 30, connectors: [], writers: [] };
    expect(createRecords(stack, retention, settings)).toBeUndefined();
    expect(stack.node.children).toEqual([]);
  });
});

describe('a grant', () => {
  test('to read reads, lists and decrypts, with the key of the records alone', () => {
    expect(granted((records, role) => grantRecords(records, role, 's3:GetObject'))).toEqual([
      ['s3:GetObject', OBJECTS],
      ['s3:ListBucket', BUCKET],
      ['kms:Decrypt', KEY],
    ]);
  });

  test('to delete neither reads nor decrypts', () => {
    expect(granted((records, role) => grantRecords(records, role, 's3:DeleteObject'))).toEqual([
      ['s3:DeleteObject', OBJECTS],
      ['s3:ListBucket', BUCKET],
    ]);
  });

  test('to write may also read what it wrote', () => {
    expect(granted((records, role) => grantRecords(records, role, 's3:GetObject', 's3:PutObject'))).toEqual([
      [['s3:GetObject', 's3:PutObject'], OBJECTS],
      ['s3:ListBucket', BUCKET],
      [['kms:Decrypt', 'kms:GenerateDataKey'], KEY],
    ]);
  });
});
