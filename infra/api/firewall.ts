import { CfnOutput, Fn } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { DomainSettings, FirewallSettings } from '../settings/operating-settings.ts';
import { ROUTES } from './routes.ts';

/**
 * CloudFront with a web ACL in front of the API: AWS WAF cannot be attached to an HTTP API itself. Nothing is cached. The
 * API's own address stays reachable, past the firewall, and whoever finds it meets its throttles alone.
 */
export function createFirewall(
  scope: Construct,
  api: HttpApi,
  settings: FirewallSettings,
  domain: DomainSettings | undefined,
): Distribution {
  const acl = rateAcl(scope, settings);
  const distribution = new Distribution(scope, 'Front', {
    comment: 'Handfast: firewall in front of the API',
    webAclId: acl.attrArn,
    httpVersion: HttpVersion.HTTP2,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    defaultBehavior: {
      // The endpoint is an https URL; an origin is a host.
      origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint))),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // API Gateway finds the API by the host, so that header must be the origin's.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    },
    ...(domain && {
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
    }),
  });
  if (domain) {
    new CfnOutput(scope, 'DomainTarget', {
      value: distribution.distributionDomainName,
      description: `DNS: make ${domain.name} a CNAME of this`,
    });
  }
  return distribution;
}

/**
 * The API's own paths, whole: `/v1/callback` is none of them. API Gateway has a route for it all the same, since
 * `{product}` takes any segment. By their collections, since AWS WAF takes no more than 512 characters.
 */
function apiPaths(): string {
  const paths = ROUTES.flatMap(({ path, scopes }) => (scopes.length === 0 ? [] : [path.split('/').slice(2)]));
  const collections = Map.groupBy(paths, ([collection]) => collection);
  const patterns = [...collections].map(([collection, ofCollection]) => {
    if (ofCollection.every(({ length }) => length === 1)) return collection;
    return `${collection}${partsOf(ofCollection.map((path) => path.slice(1)))}`;
  });
  return patterns.join('|');
}

/** An id and what stands below it, over and over: `(?:/id(?:/(?:runs|changes(?:/id(?:/(?:cancel))?)?))?)?`. */
function partsOf(paths: readonly (readonly string[])[]): string {
  const below = Map.groupBy(
    paths.filter(([, name]) => name !== undefined),
    ([, name = '']) => name,
  );
  const names = [...below].map(([name, under]) => {
    const deeper = under.map((path) => path.slice(2)).filter(({ length }) => length > 0);
    return deeper.length === 0 ? name : `${name}${partsOf(deeper)}`;
  });
  return `(?:/[0-9A-Za-z_-]+${names.length === 0 ? '' : `(?:/(?:${names.join('|')}))?`})?`;
}

/** A vendor's backend sends many requests from one address, and none gets past API Gateway without a token. */
const BACKENDS: CfnWebACL.StatementProperty = {
  regexMatchStatement: {
    fieldToMatch: { uriPath: {} },
    regexString: `^/v1/(?:${apiPaths()})$`,
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
};

function rateAcl(scope: Construct, { requestsPerFiveMinutes }: FirewallSettings): CfnWebACL {
  return new CfnWebACL(scope, 'Firewall', {
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: visibility('HandfastFirewall'),
    rules: [
      {
        name: 'rate-per-address',
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: {
          rateBasedStatement: {
            aggregateKeyType: 'IP',
            limit: requestsPerFiveMinutes,
            scopeDownStatement: { notStatement: { statement: BACKENDS } },
          },
        },
        visibilityConfig: visibility('HandfastRatePerAddress'),
      },
    ],
  });
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}
