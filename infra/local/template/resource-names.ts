import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Identity, Resource } from './template.ts';
import { ACCOUNT, REGION } from './template.ts';

/** The same name for the same resource at every start: data on disk is found again by it. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function arn(service: string, rest: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
}

function keyId(seed: string): string {
  return digest(seed).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** The ARN of a secret by its name, with the six characters that Secrets Manager adds. */
export function secretArn(name: string): string {
  return arn('secretsmanager', `secret:${name}-${digest(name).slice(0, 6)}`);
}

function named(resource: Resource, property: string, otherwise: string): string {
  return z.string().catch(otherwise).parse(resource.Properties[property]);
}

type Identify = (resource: Resource, fallback: string) => Identity;

const table: Identify = (resource, fallback) => {
  const name = named(resource, 'TableName', fallback);
  return { ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } };
};

const bySort: Readonly<Record<string, Identify>> = {
  'AWS::Lambda::Function': (resource, fallback) => {
    const name = named(resource, 'FunctionName', fallback);
    return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
  },
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::KMS::Key': (_, fallback) => {
    const id = keyId(fallback);
    return { ref: id, attributes: { Arn: arn('kms', `key/${id}`), KeyId: id } };
  },
  'AWS::StepFunctions::StateMachine': (resource, fallback) => {
    const name = named(resource, 'StateMachineName', fallback);
    const machineArn = arn('states', `stateMachine:${name}`);
    return { ref: machineArn, attributes: { Arn: machineArn, Name: name } };
  },
  'AWS::Events::EventBus': (resource, fallback) => {
    const name = named(resource, 'Name', fallback);
    return { ref: name, attributes: { Arn: arn('events', `event-bus/${name}`), Name: name } };
  },
  'AWS::SQS::Queue': (_, fallback) => ({ ref: fallback, attributes: { Arn: arn('sqs', fallback) } }),
  'AWS::S3::Bucket': (resource, fallback) => {
    const name = named(resource, 'BucketName', fallback.toLowerCase());
    return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } };
  },
  'AWS::SecretsManager::Secret': (resource, fallback) => {
    const secret = secretArn(named(resource, 'Name', fallback));
    return { ref: secret, attributes: { Id: secret } };
  },
  'AWS::ApiGatewayV2::Authorizer': (_, fallback) => ({ ref: fallback, attributes: {} }),
  'AWS::ApiGatewayV2::Integration': (_, fallback) => ({ ref: fallback, attributes: {} }),
};

/**
 * Who a resource is on this computer: the same shapes of names and ARNs as on AWS.
 * `undefined` for sorts of resources that nothing served here refers to.
 */
export function identityOf(
  stackName: string,
  logicalId: string,
  resource: Resource,
  apiUrl: string,
): Identity | undefined {
  const fallback = `${stackName}-${logicalId}`;
  if (resource.Type === 'AWS::ApiGatewayV2::Api') {
    const id = digest(fallback).slice(0, 10);
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: apiUrl } };
  }
  return bySort[resource.Type]?.(resource, fallback);
}
