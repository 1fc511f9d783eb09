import { CfnOutput } from 'aws-cdk-lib';
import { ApiMapping, DomainName, type HttpApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import type { DomainSettings } from '../settings/operating-settings.ts';

/** The operator's own domain for the API. Prints the target of its DNS record. */
export function createCustomDomain(scope: Construct, api: HttpApi, { name, certificateArn }: DomainSettings): void {
  const domain = new DomainName(scope, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  new ApiMapping(scope, 'DomainMapping', { api, domainName: domain });
  new CfnOutput(scope, 'DomainTarget', {
    value: domain.regionalDomainName,
    description: `DNS: make ${name} a CNAME of this`,
  });
}
