import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { Handfast } from '../../infra/handfast.ts';
import { ROUTES } from '../../infra/routes.ts';
import type { SettingsInput } from '../../infra/settings.ts';

const settings: SettingsInput = {
  products: [
    { id: 'erp', name: 'Acme ERP' },
    { id: 'crm-lite', name: 'Acme CRM' },
  ],
  signIn: { issuer: 'https://id.example', clientId: 'handfast', clientSecretName: 'acme/sign-in' },
};

type Statement = { Action: string | string[]; Resource: unknown; Effect: string };

let template: Template;
let handfast: Handfast;
beforeAll(() => {
  const stack = new Stack(new App(), 'Test');
  handfast = new Handfast(stack, 'Handfast', settings);
  template = Template.fromStack(stack);
});

/** What the policies of a room's role allow: action by action. */
function rightsOf(room: 'Callback' | 'Login' | 'Exchange'): string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const own = policies.filter((policy) => JSON.stringify(policy['Properties'].Roles).includes(`${room}Role`));
  const statements: Statement[] = own.flatMap((policy) => policy['Properties'].PolicyDocument.Statement);
  return statements.flatMap(({ Action }) => Action).toSorted();
}

function definition(): string {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const parts: unknown[] = machine?.['Properties'].DefinitionString['Fn::Join'][1];
  return parts.map((part) => (typeof part === 'string' ? part : 'arn')).join('');
}

describe('the stack', () => {
  test('gives each room the rights it uses, no more', () => {
    expect(rightsOf('Callback')).toEqual([
      'dynamodb:UpdateItem',
      'kms:Encrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
    expect(rightsOf('Login')).toEqual([
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:DescribeSecret',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'secretsmanager:GetSecretValue',
      'states:SendTaskFailure',
      'states:SendTaskSuccess',
      'states:StartExecution',
    ]);
    expect(rightsOf('Exchange')).toEqual([
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'events:PutEvents',
      'kms:Decrypt',
      'kms:Encrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'states:SendTaskFailure',
      'states:SendTaskSuccess',
    ]);
  });

  test('keeps the table when the stack goes, and can turn it back in time', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });

  test('serves every route of the plan, and no other', () => {
    const keys = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(
      (route) => route['Properties'].RouteKey,
    );
    expect(keys.toSorted()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  test('logs no query string: that of the popup holds a secret of the admin', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    const format: string = stage?.['Properties'].AccessLogSettings.Format;
    expect(format).toContain('$context.routeKey');
    expect(format).not.toMatch(/\$context\.(path|queryString|authorizer)|querystring/);
  });

  test('throttles what comes in', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    });
  });

  test('runs functions on Node 24 and arm64, with logs that end some day', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(functions).toHaveLength(3);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    }
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('does not leave the loud switch on by itself', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('HANDFAST_ALLOW_LOOPBACK_STORES');
  });

  test('never holds the client secret, only its name', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: { HANDFAST_SIGN_IN: Match.serializedJson(Match.objectLike({ clientSecretId: 'acme/sign-in' })) },
      },
    });
  });

  test('tells the addresses of every product', () => {
    const outputs = Object.keys(template.findOutputs('*'));
    expect(outputs.filter((id) => /(Erp|CrmLite)(Callback|Login)Url/.test(id))).toHaveLength(4);
    expect(handfast.urlsOf('erp').callback).toMatch(/\/erp\/callback$/);
  });
});

describe('the machine', () => {
  const states = (): Record<string, Record<string, unknown>> => JSON.parse(definition()).States;

  test('takes the steps of the handshake in their order', () => {
    const next = (state: string) => states()[state]?.['Next'];
    expect(JSON.parse(definition()).StartAt).toBe('RequestToken');
    const order = ['RequestToken', 'WaitForConsent', 'AccessToken', 'Check', 'Link', 'Announce', 'Done'];
    for (const [index, state] of order.slice(0, -1).entries()) expect(next(state)).toBe(order[index + 1]);
    expect(next('Fail')).toBe('Announce');
  });

  test('comes to Fail from every step that can be refused', () => {
    for (const step of ['RequestToken', 'WaitForConsent', 'AccessToken', 'Check', 'Link']) {
      expect(states()[step]?.['Catch'], step).toEqual([
        { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Fail' },
      ]);
    }
  });

  test('waits 110 minutes for the merchant: Magento purges the request token after about 120', () => {
    expect(states()['WaitForConsent']?.['TimeoutSeconds']).toBe(6_600);
  });

  test('asks again for an access token only where Magento cannot have issued one', () => {
    const retried = JSON.stringify(states()['AccessToken']?.['Retry']);
    expect(retried).toContain('store_unreachable');
    expect(retried).not.toContain('store_silent');
    expect(retried).not.toContain('States.ALL');
  });

  test('hands on ids only', () => {
    for (const [name, state] of Object.entries(states())) {
      if (state['Type'] !== 'Task') continue;
      const parameters = JSON.stringify(state['Parameters']);
      const paths = [...parameters.matchAll(/"(\$[^"]*)"/g)].map(([, path]) => path);
      const allowed = ['$.product', '$.key', '$.activation', '$.error', '$$.Task.Token'];
      expect(
        paths.filter((path) => !allowed.includes(path ?? '')),
        name,
      ).toEqual([]);
      expect(state['ResultPath'], name).toBeNull();
    }
  });
});
