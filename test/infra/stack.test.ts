import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { CALL_LEASE_SECONDS, HANDSHAKE_LEASE_SECONDS } from '../../functions/domain/stores/calls-at-once.ts';
import { FUNCTION_TABLE } from '../../infra/functions/function-table.ts';
import { createStack, FULL } from './template.ts';

let template: ReturnType<typeof createStack>['template'];
let handfast: ReturnType<typeof createStack>['handfast'];
beforeAll(() => {
  ({ template, handfast } = createStack(FULL));
});

function definition(): string {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const parts: unknown[] = machine?.['Properties'].DefinitionString['Fn::Join'][1];
  return parts.map((part) => (typeof part === 'string' ? part : 'arn')).join('');
}

describe('the stack', () => {
  test('holds a lease for longer than the function that holds it can run', () => {
    const { exchange, api } = FUNCTION_TABLE;
    expect(HANDSHAKE_LEASE_SECONDS).toBeGreaterThan(exchange.timeoutSeconds);
    expect(CALL_LEASE_SECONDS).toBeGreaterThan(api.timeoutSeconds);
  });

  test('runs functions on Node 24 and arm64, each with a log group of its own', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(functions).toHaveLength(16);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: expect.stringContaining('Logs') } },
      });
    }
  });

  test('reserves concurrency as the settings say', () => {
    const limited = createStack({ ...FULL, reservedConcurrency: { callback: 7, api: 9 } }).template;
    const reserved = Object.entries(limited.findResources('AWS::Lambda::Function')).map(([id, { Properties }]) => [
      id.replace(/^Handfast|[0-9A-F]{8}$/g, ''),
      Properties.ReservedConcurrentExecutions,
    ]);
    expect(Object.fromEntries(reserved)).toEqual({
      Callback: 7,
      Login: undefined,
      Exchange: undefined,
      Connections: 9,
      Probe: undefined,
    });
  });

  test('allows no loopback stores by default', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('HANDFAST_ALLOW_LOOPBACK_STORES');
  });

  test('prints the address of the dashboard, and the redirect URI to register at a provider', () => {
    const outputs = Object.entries(template.findOutputs('*'));
    const value = (name: string) => outputs.find(([id]) => id.includes(name))?.[1]['Value'];
    expect(value('SignInReturnUrl')).toBe('https://connect.acme.example/signin/return');
    expect(JSON.stringify(value('DashboardUrl'))).toMatch(
      /console\.aws\.amazon\.com\/cloudwatch\/home\?region=.*#dashboards\/dashboard\/.*"Ref":"HandfastDashboard/,
    );
    const without = createStack({ ...FULL, dashboard: false }).template.findOutputs('*');
    expect(Object.keys(without).filter((id) => id.includes('DashboardUrl'))).toEqual([]);
  });

  test('prints the command that makes the first client, at the address that its signature is for', () => {
    const outputs = Object.entries(template.findOutputs('*'));
    const value = (name: string) => outputs.find(([id]) => id.includes(name))?.[1]['Value'];
    const [, parts] = value('FirstClient')['Fn::Join'];
    expect(parts).toEqual([
      'npx handfast clients create --name backend --url ',
      { 'Fn::GetAtt': [expect.stringMatching(/^HandfastApi/), 'ApiEndpoint'] },
      '/v1/clients',
    ]);
    // Tokens are not signed, so they come from the address that everybody knows.
    expect(value('ClientsTokenUrl')).toBe('https://connect.acme.example/v1/oauth2/token');
  });

  test('prints the URLs of every product', () => {
    const outputs = Object.keys(template.findOutputs('*'));
    expect(outputs.filter((id) => /(Erp|CrmLite)(Callback|Login)Url/.test(id))).toHaveLength(4);
    expect(handfast.urlsOf('erp').callback).toMatch(/\/erp\/callback$/);
  });
});

describe('the machine', () => {
  test('sends an event to the exchange when an execution was aborted, failed or timed out; it is retried, then a dead letter', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [{ Ref: Match.stringLikeRegexp('Machine') }],
          status: ['ABORTED', 'FAILED', 'TIMED_OUT'],
        },
      },
    });
  });

  const states = (): Record<string, Record<string, unknown>> => JSON.parse(definition()).States;

  test('takes the steps of the handshake in their order', () => {
    const next = (state: string) => states()[state]?.['Next'];
    expect(JSON.parse(definition()).StartAt).toBe('RequestToken');
    const order = ['RequestToken', 'WaitForConsent', 'AccessToken', 'Check', 'Link', 'Announce'];
    for (const [index, state] of order.slice(0, -1).entries()) expect(next(state)).toBe(order[index + 1]);
    expect(next('Fail')).toBe('Announce');
    expect(states()['Announce']?.['End']).toBe(true);
  });

  test('comes to Fail from every step that can be refused', () => {
    for (const step of ['RequestToken', 'WaitForConsent', 'AskAgain', 'AccessToken', 'Check', 'Link']) {
      const catches = states()[step]?.['Catch'];
      expect(Array.isArray(catches) && catches.at(-1), step).toEqual({
        ErrorEquals: ['States.ALL'],
        ResultPath: '$.error',
        Next: 'Fail',
      });
    }
  });

  test('asks again where the store has another connection than the merchant was shown, and links then', () => {
    expect(states()['Link']?.['Catch']).toEqual([
      { ErrorEquals: ['consent_outdated'], ResultPath: null, Next: 'AskAgain' },
      { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Fail' },
    ]);
    expect(states()['AskAgain']?.['Next']).toBe('Link');
  });

  test('waits 110 minutes for the merchant: Magento purges the request token after about 120', () => {
    expect(states()['WaitForConsent']?.['TimeoutSeconds']).toBe(6_600);
  });

  test('asks again for an access token only where Magento cannot have issued one', () => {
    const retried = JSON.stringify(states()['AccessToken']?.['Retry']);
    expect(retried).toContain('store_unreachable');
    expect(retried).not.toContain('store_timeout');
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
