import type { IntegrationFields, IntegrationTest } from '../integration.ts';
import { channelFindings, type KnownConnectors } from './channel-findings.ts';
import { credentialsFindings } from './credentials-findings.ts';
import { type Finding, warning } from './finding.ts';
import { formFindings } from './form-findings.ts';
import { merchantSignInFindings } from './merchant-sign-in-findings.ts';
import { signOnFindings } from './sign-on-findings.ts';
import { eventUrlFindings, type UrlRules } from './url-findings.ts';

/** Which test counts for a version, and since when it is as it is. */
export type Tested = { readonly test: IntegrationTest | undefined; readonly since: string };

/** All that would fail, or may surprise, once events are sent by these fields. */
export function findingsOf(
  fields: IntegrationFields,
  tested: Tested,
  rules: UrlRules & { readonly now: Date; readonly connectors: KnownConnectors },
): readonly Finding[] {
  return [
    ...eventUrlFindings(fields.urls, rules),
    ...credentialsFindings(fields.credentials, fields.payloadStyle, rules),
    ...signOnFindings(fields.singleSignOn),
    ...merchantSignInFindings(fields.merchantSignIn, rules, rules.now),
    ...formFindings(fields.formFields ?? []),
    ...channelFindings(fields.channel, rules.connectors),
    ...testFindings(tested),
  ];
}

function testFindings({ test, since }: Tested): readonly Finding[] {
  const isCurrent = test?.endedAt !== undefined && test.startedAt >= since;
  if (!isCurrent) return [NOT_TESTED];
  const { results, signIn, triesSignIn, types } = test;
  return [
    // Of a test of merchants' sign-in alone, no URL has heard.
    ...(triesSignIn && types.length === 0 ? [NOT_TESTED] : []),
    ...results
      .filter(({ success }) => !success)
      .map(({ type }) =>
        warning('TEST_FAILED', ['lastTest', type], 'The last ping test of this kind of event failed.'),
      ),
    ...(signIn?.success === false
      ? [warning('TEST_FAILED', ['lastTest', 'signIn'], "The last ping test of merchants' sign-in failed.")]
      : []),
  ];
}

const NOT_TESTED = warning('NOT_TESTED', ['lastTest'], 'No ping test has ended since the last change.');
