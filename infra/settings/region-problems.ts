import { Token } from 'aws-cdk-lib';
import type { DomainSettings, FirewallSettings } from './operating-settings.ts';

/** The only region that takes a web ACL for CloudFront, and certificates for it. */
const FIREWALL_REGION = 'us-east-1';

type Regional = {
  readonly domain?: DomainSettings | undefined;
  readonly firewall?: FirewallSettings | undefined;
  readonly alarmTopicArn?: string | undefined;
};

/** What the settings require of the stack's region. AWS checks a region that is not known yet, at deployment. */
export function regionProblems({ domain, firewall, alarmTopicArn }: Regional, region: string): string[] {
  if (Token.isUnresolved(region)) return [];
  const problems: string[] = [];
  const wanted = firewall ? FIREWALL_REGION : region;
  if (firewall && region !== FIREWALL_REGION) {
    problems.push(
      `firewall: needs the region ${FIREWALL_REGION}: AWS WAF takes web ACLs for CloudFront there only, and this stack goes to ${region}`,
    );
  }
  if (domain && domain.certificateArn.split(':')[3] !== wanted) {
    problems.push(`domain.certificateArn: must be of a certificate in ${wanted}, where it is used`);
  }
  if (alarmTopicArn !== undefined && alarmTopicArn.split(':')[3] !== region) {
    problems.push(`alarmTopicArn: must be of a topic in ${region}: alarms reach topics of their own region only`);
  }
  return problems;
}
