import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../../infra/api/routes.ts';
import { SettingsError, type SettingsInput } from '../../../infra/settings/settings.ts';
import { createStack, FULL, LEAST } from '../template.ts';

let deployed: ReturnType<typeof createStack>;
beforeAll(() => {
  deployed = createStack(FULL);
});

const stageOf = ({ template }: Pick<typeof deployed, 'template'>) => {
  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
  return stage ?? {};
};

function problemsOf(settings: SettingsInput, region: string): readonly string[] {
  try {
    createStack(settings, region);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

describe('the HTTP API', () => {
  test('serves every route of the plan, and no other', () => {
    const keys = Object.values(deployed.template.findResources('AWS::ApiGatewayV2::Route')).map(
      (route) => route['Properties'].RouteKey,
    );
    expect(keys.toSorted()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  test('throttles each route, and the callback alone harder than the others', () => {
    expect(stageOf(deployed)['Properties']).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    });
    expect(stageOf(deployed)['Properties'].RouteSettings).toEqual({
      'POST /{product}/callback': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });

  test('throttles as the settings say, once the routes exist', () => {
    const routes = { 'GET /{product}/progress': { ratePerSecond: 7, burst: 9 } };
    const stage = stageOf(createStack({ ...LEAST, throttle: { ratePerSecond: 3, burst: 4, routes } }));
    expect(stage['Properties'].DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 3, ThrottlingBurstLimit: 4 });
    expect(stage['Properties'].RouteSettings).toEqual({
      'GET /{product}/progress': { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 },
    });
    expect(stage['DependsOn'].filter((id: string) => /^HandfastApi(GET|POST)/.test(id)).length).toBeGreaterThanOrEqual(
      6,
    );
  });

  test('logs each request without its query string: that of the popup holds a secret of the admin', () => {
    const format: string = stageOf(deployed)['Properties'].AccessLogSettings.Format;
    const variables = [...format.matchAll(/\$context\.([A-Za-z.]+)/g)].map(([, name]) => name);
    expect(variables).toEqual([
      'requestTime',
      'requestId',
      'identity.sourceIp',
      'routeKey',
      'status',
      'responseLatency',
      'responseLength',
      'integrationErrorMessage',
    ]);
  });

  test('logs lines of JSON, with numbers where metric filters compare numbers', () => {
    const format: string = stageOf(deployed)['Properties'].AccessLogSettings.Format;
    const line = JSON.parse(format.replace('$context.status', '200').replace('$context.responseLatency', '41'));
    expect(line).toMatchObject({ status: 200, milliseconds: 41 });
  });
});

describe('a domain', () => {
  test('is in front of the API with TLS 1.2, and is in every URL', () => {
    deployed.template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'connect.acme.example',
      DomainNameConfigurations: [
        Match.objectLike({ SecurityPolicy: 'TLS_1_2', CertificateArn: FULL.domain.certificateArn }),
      ],
    });
    deployed.template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
    expect(deployed.handfast.urls['erp']).toEqual({
      callback: 'https://connect.acme.example/erp/callback',
      identityLink: 'https://connect.acme.example/erp/login',
    });
    expect(Object.keys(deployed.template.findOutputs('*')).filter((id) => id.includes('DomainTarget'))).toHaveLength(1);
  });

  test("needs a certificate of the stack's region", () => {
    expect(problemsOf(FULL, 'us-west-2')).toEqual([
      'domain.certificateArn: must be of a certificate in us-west-2, where it is used',
    ]);
    expect(problemsOf(FULL, 'eu-central-1')).toEqual([]);
  });
});

describe('a firewall', () => {
  const guarded: SettingsInput = { ...LEAST, firewall: { requestsPerFiveMinutes: 600 } };

  test('counts the requests of each address, and blocks those beyond the limit', () => {
    const { template } = createStack(guarded, 'us-east-1');
    template.hasResourceProperties('AWS::WAFv2::WebACL', {
      Scope: 'CLOUDFRONT',
      Rules: [
        Match.objectLike({
          Action: { Block: Match.anyValue() },
          Statement: { RateBasedStatement: Match.objectLike({ AggregateKeyType: 'IP', Limit: 600 }) },
        }),
      ],
    });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({ WebACLId: Match.anyValue() }),
    });
  });

  test('does not count what backends send to the API, and counts everything else below /v1', () => {
    const [acl] = Object.values(createStack(guarded, 'us-east-1').template.findResources('AWS::WAFv2::WebACL'));
    const scope = acl?.['Properties'].Rules[0].Statement.RateBasedStatement.ScopeDownStatement;
    const { RegexString, FieldToMatch, TextTransformations } = scope.NotStatement.Statement.RegexMatchStatement;
    expect({ FieldToMatch, TextTransformations }).toEqual({
      FieldToMatch: { UriPath: {} },
      TextTransformations: [{ Priority: 0, Type: 'NONE' }],
    });
    // The quota of AWS WAF.
    expect(RegexString.length).toBeLessThanOrEqual(512);
    const exempt = new RegExp(RegexString);
    for (const route of ROUTES) {
      const path = route.path.replace('{id}', 'con_0f6c').replace('{batch}', 'bat_7a3c').replace('{product}', 'v1');
      expect(exempt.test(path), path).toBe(route.scopes.length > 0);
    }
    const others = [
      '/v1',
      '/v1/',
      '/v1/callback',
      '/v1/login',
      '/v1/connections/',
      '/v1/activations/x/y',
      '/erp/callback',
    ];
    const disguised = [
      '/v1/connections/../callback',
      '/v1/connections/..%2Fcallback',
      '/erp/v1/connections',
      '/v1/connections\n',
    ];
    expect([...others, ...disguised].filter((path) => exempt.test(path))).toEqual([]);
  });

  test('is in every URL, and caches no page: responses hold secrets', () => {
    const { template, handfast, stack } = createStack(guarded, 'us-east-1');
    expect(JSON.stringify(stack.resolve(handfast.publicUrl))).toContain('DomainName');
    const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
    expect(distribution?.['Properties'].DistributionConfig.DefaultCacheBehavior).toMatchObject({
      // AWS's own policies: Managed-CachingDisabled and Managed-AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'https-only',
    });
  });

  test('is refused where AWS WAF does not take it, with the reason', () => {
    expect(problemsOf(guarded, 'eu-central-1')[0]).toMatch(/^firewall: needs the region us-east-1: /);
  });

  test('is not built, nor paid, unless it is asked for', () => {
    deployed.template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    deployed.template.resourceCountIs('AWS::CloudFront::Distribution', 0);
  });
});
