import { UserError } from '../user-error.ts';
import type { Template } from './template.ts';

/** What has no meaning on one computer: rights, logs, alarms, and limits that API Gateway enforces. */
const WITHOUT_LOCAL_MEANING: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Stage',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

const SERVED: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'AWS::StepFunctions::StateMachine',
]);

/** @throws UserError naming every resource of a sort that local mode neither serves nor can leave out */
export function refuseUnknown(template: Template): void {
  const unknown = Object.entries(template.Resources)
    .filter(([, { Type }]) => !SERVED.has(Type) && !WITHOUT_LOCAL_MEANING.has(Type))
    .map(([logicalId, { Type }]) => `${logicalId} (${Type})`);
  if (unknown.length === 0) return;
  throw new UserError(`Local mode does not know what to do with ${unknown.join(', ')}.`);
}
