import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { regionProblems } from '../settings/region-problems.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { createCustomDomain } from './custom-domain.ts';
import { createFirewall } from './firewall.ts';

/** What is in front of the API, and the resulting URLs. */
export type PublicEndpoint = {
  /** Origin at which merchants and Magento reach this deployment. */
  readonly publicUrl: string;
  /** Origin at which the vendor's backend reaches it. */
  readonly backendUrl: string;
  readonly distribution: Distribution | undefined;
};

/** @throws SettingsError when settings need another region */
export function createPublicEndpoint(scope: Construct, api: HttpApi, settings: Settings): PublicEndpoint {
  const { domain, firewall } = settings;
  const problems = regionProblems(settings, Stack.of(scope).region);
  if (problems.length > 0) throw new SettingsError(problems);
  const distribution = firewall && createFirewall(scope, api, firewall, domain);
  if (domain && !distribution) createCustomDomain(scope, api, domain);
  const own = domain && `https://${domain.name}`;
  const cloudFront = distribution && `https://${distribution.domainName}`;
  const publicUrl = own ?? settings.publicUrl ?? cloudFront ?? api.apiEndpoint;
  // An AWS signature covers the host, and a proxy in front of the API forwards another one.
  const direct = settings.api.kind === 'iam' && publicUrl !== (distribution ? undefined : own);
  return { publicUrl, backendUrl: direct ? api.apiEndpoint : publicUrl, distribution };
}
