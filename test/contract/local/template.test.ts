import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readStack } from '../../../infra/local/template/stack.ts';
import { Template } from '../../../infra/local/template/template.ts';
import type { LittleLocal } from './small-stack.ts';
import { littleResources, startLittle } from './small-stack.ts';

/** A placeholder of `Fn::Sub`. */
function slot(name: string) {
  return `$\{${name}}`;
}

function read(resources: Record<string, unknown>) {
  return readStack(
    'Little',
    Template.parse({ Resources: { ...littleResources(), ...resources } }),
    'http://127.0.0.1:8787',
  );
}

function withVariable(value: unknown) {
  const { functions } = read({
    Extra: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { S3Key: 'echo.zip' },
        Environment: { Variables: { VALUE: value } },
      },
    },
  });
  return functions.find(({ logicalId }) => logicalId === 'Extra')?.environment['VALUE'];
}

describe('intrinsic functions stand for names and ARNs as on AWS', () => {
  test.each([
    ['a table by Ref', { Ref: 'Table' }, 'Little-Table'],
    ['a bus by Ref', { Ref: 'Bus' }, 'StackBus'],
    ['a machine by Ref', { Ref: 'Machine' }, 'arn:aws:states:us-east-1:000000000000:stateMachine:Little-Machine'],
    ['a function ARN', { 'Fn::GetAtt': ['Echo', 'Arn'] }, 'arn:aws:lambda:us-east-1:000000000000:function:Little-Echo'],
    ['a dotted attribute', { 'Fn::GetAtt': 'Bus.Arn' }, 'arn:aws:events:us-east-1:000000000000:event-bus/StackBus'],
    ["the API's address", { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://127.0.0.1:8787'],
    [
      'a join',
      { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }]] },
      'a-us-east-1-000000000000',
    ],
    [
      'a substitution',
      { 'Fn::Sub': [slot('AWS::Partition'), slot('Table'), slot('Bus.Name'), slot('!kept')].join('/') },
      `aws/Little-Table/StackBus/${slot('kept')}`,
    ],
    ['a substitution with values', { 'Fn::Sub': [slot('own'), { own: { Ref: 'Table' } }] }, 'Little-Table'],
    ['one of a split', { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'Table' }] }] }, 'Table'],
  ])('%s', (_, value, meaning) => expect(withVariable(value)).toBe(meaning));
});

describe('what local mode would not serve faithfully is refused by name', () => {
  test.each([
    [
      'a resource of an unknown sort',
      { Stream: { Type: 'AWS::Kinesis::Stream' } },
      'what to do with Stream (AWS::Kinesis::Stream)',
    ],
    [
      'a route that asks for tokens of nobody',
      {
        Guarded: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: { RouteKey: 'GET /v1', Target: 'integrations/Little-ToEcho', AuthorizationType: 'CUSTOM' },
        },
      },
      'Guarded (GET /v1) names no authorizer',
    ],
    [
      'an authorizer that checks tokens itself',
      { Guard: { Type: 'AWS::ApiGatewayV2::Authorizer', Properties: { AuthorizerType: 'JWT' } } },
      'Guard (AWS::ApiGatewayV2::Authorizer) cannot be served locally',
    ],
    [
      'an authorizer without a function',
      {
        Guard: {
          Type: 'AWS::ApiGatewayV2::Authorizer',
          Properties: {
            AuthorizerType: 'REQUEST',
            AuthorizerPayloadFormatVersion: '2.0',
            EnableSimpleResponses: true,
            AuthorizerUri: 'arn:aws:apigateway:us-east-1:lambda:path/functions/none/invocations',
            IdentitySource: ['$request.header.Authorization'],
          },
        },
      },
      'Guard invokes no function',
    ],
    [
      'an authorizer that is asked with anything else',
      {
        Guard: {
          Type: 'AWS::ApiGatewayV2::Authorizer',
          Properties: {
            AuthorizerType: 'REQUEST',
            AuthorizerPayloadFormatVersion: '2.0',
            EnableSimpleResponses: true,
            AuthorizerUri: 'x',
            IdentitySource: ['$request.querystring.token'],
          },
        },
      },
      'Guard (AWS::ApiGatewayV2::Authorizer) cannot be served locally',
    ],
    [
      'a schedule of another sort',
      {
        Nightly: {
          Type: 'AWS::Scheduler::Schedule',
          Properties: {
            ScheduleExpression: 'cron(15 3 * * ? *)',
            FlexibleTimeWindow: { Mode: 'OFF' },
            Target: { Arn: 'arn:aws:sqs:us-east-1:000000000000:x', Input: '{}' },
          },
        },
      },
      'Nightly has the schedule "cron(15 3 * * ? *)", which local mode does not know',
    ],
    [
      'a stream that feeds a function',
      {
        Feed: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/x',
            FunctionName: 'Little-Echo',
          },
        },
      },
      'Feed (AWS::Lambda::EventSourceMapping) cannot be served locally: only queues are served',
    ],
    [
      'an express machine',
      {
        Fast: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { DefinitionString: '{}', StateMachineType: 'EXPRESS' },
        },
      },
      'Fast (AWS::StepFunctions::StateMachine) cannot be served locally',
    ],
    [
      'a route that leads nowhere',
      {
        Lost: { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: 'GET /lost', Target: 'integrations/none' } },
      },
      'Lost (GET /lost) invokes no function',
    ],
  ])('%s', (_, resources, message) => expect(() => read(resources)).toThrow(message));

  test.each([
    [{ Ref: 'SomeRole' }, 'The template refers to SomeRole'],
    [{ 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'Table has no attribute StreamArn'],
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
  ])('%j', (value, message) => expect(() => withVariable(value)).toThrow(message));
});

describe('a start that fails', () => {
  let local: LittleLocal | undefined;
  afterEach(() => local?.remove());

  test('names a function that cannot be loaded, and leaves nothing open', async () => {
    local = await startLittle();
    await local.stop();
    const broken = { ...littleResources(), Key: { Type: 'AWS::Kinesis::Stream' } };
    await expect(startLittle({ folder: local.folder }, broken)).rejects.toThrow('Key (AWS::Kinesis::Stream)');
    local = await startLittle({ folder: local.folder });
  });

  test('is refused when another instance holds the data folder, which stays untouched', async () => {
    local = await startLittle();
    await expect(startLittle({ folder: local.folder })).rejects.toThrow(
      `The data folder ${join(local.folder, 'data')} is in use by another Handfast; stop it, or set HANDFAST_DATA.`,
    );
    expect(await local.invoke('Echo', {})).toBeDefined();
  });
});
