import { describe, expect, test } from 'vitest';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { findingsOf } from '../../../functions/domain/integrations/findings/findings.ts';
import type {
  FormField,
  IntegrationFields,
  IntegrationTest,
} from '../../../functions/domain/integrations/integration.ts';
import type { MerchantSignIn } from '../../../functions/domain/integrations/merchant-sign-in.ts';
import { parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';

const secret = sealed.parse(Buffer.from('sealed'));
const EN = { en: 'Label' };
const SINCE = '2026-11-26T08:00:00.000Z';

const TESTED: IntegrationTest = {
  startedAt: '2026-11-26T08:00:01.000Z',
  endedAt: '2026-11-26T08:00:02.000Z',
  version: 'WORKING',
  types: ['SUBSCRIPTION_ORDER'],
  results: [{ type: 'SUBSCRIPTION_ORDER', success: true }],
};

/** A configuration of which nothing is to be said. */
const GOOD: IntegrationFields = {
  urls: { createUrl: 'https://example.com/events' },
  payloadStyle: 'STANDARD_WEBHOOK',
  credentials: { type: 'OAUTH2', clientId: 'a', tokenUri: 'https://example.com/token', secret },
  singleSignOn: { kind: 'bookmark', url: 'https://example.com' },
  formFields: [{ key: 'vat', type: 'TEXT', labels: EN, required: false, pattern: '[A-Z]{2}[0-9]+' }],
};

const CONNECTORS = new Map([
  ['orders', ['Magento_Sales::actions_view']],
  ['open', []],
]);

function findings(
  fields: Partial<IntegrationFields>,
  lastTest: IntegrationTest | undefined = TESTED,
  allowLoopback = false,
) {
  return findingsOf(
    { ...GOOD, ...fields },
    { test: lastTest, since: SINCE },
    { allowLoopback, now: new Date('2026-11-26'), connectors: CONNECTORS },
  ).map(({ severity, code, path }) => [severity, code, path.join('.')].join(' ').trim());
}
const field = (more: Partial<FormField>): Partial<IntegrationFields> => ({
  formFields: [{ key: 'a', type: 'TEXT', labels: EN, required: false, ...more }],
});

test('of a configuration that works there are none', () => {
  expect(findings({})).toEqual([]);
});

describe('URLs', () => {
  test.each([
    ['YOUR_URL', ['ERROR URL_INVALID createUrl']],
    ['ftp://example.com', ['ERROR URL_INVALID createUrl']],
    ['http://example.com', ['ERROR URL_NOT_HTTPS createUrl']],
    ['https://ana:pw@example.com', ['ERROR URL_HAS_USER createUrl']],
    ['https://localhost/a', ['ERROR URL_NOT_PUBLIC createUrl']],
    ['https://127.0.0.1/a', ['ERROR URL_NOT_PUBLIC createUrl']],
    ['https://[::1]/a', ['ERROR URL_NOT_PUBLIC createUrl']],
    ['https://example.com/#a', ['WARNING URL_HAS_FRAGMENT createUrl']],
    [
      'http://a:b@localhost',
      ['ERROR URL_NOT_HTTPS createUrl', 'ERROR URL_HAS_USER createUrl', 'ERROR URL_NOT_PUBLIC createUrl'],
    ],
  ])('%s', (createUrl, expected) => {
    expect(findings({ urls: { createUrl } })).toEqual(expected);
  });

  test('none at all means that nothing is sent; no createUrl, that nobody hears of new stores', () => {
    expect(findings({ urls: {} })).toEqual(['ERROR URL_MISSING']);
    expect(findings({ urls: { cancelUrl: 'https://example.com' } })).toEqual(['WARNING URL_MISSING createUrl']);
  });

  test('of loopback addresses will do where they are allowed, over http too', () => {
    expect(findings({ urls: { createUrl: 'http://127.0.0.1:9' } }, TESTED, true)).toEqual([]);
    expect(findings({ urls: { createUrl: 'http://example.com' } }, TESTED, true)).toEqual([
      'ERROR URL_NOT_HTTPS createUrl',
    ]);
  });
});

describe('credentials', () => {
  test('of OAuth need a client, a secret and a token URI over https', () => {
    expect(findings({ credentials: { type: 'OAUTH2' } })).toEqual([
      'ERROR CLIENT_ID_MISSING outboundCredentials.clientId',
      'ERROR SECRET_MISSING outboundCredentials.clientSecret',
      'ERROR TOKEN_URI_MISSING outboundCredentials.tokenUri',
    ]);
    expect(
      findings({ credentials: { type: 'OAUTH2', clientId: 'a', secret, tokenUri: 'http://dummmy.url/api/token' } }),
    ).toEqual(['ERROR URL_NOT_HTTPS outboundCredentials.tokenUri']);
  });

  test('of Basic need a name and a password', () => {
    expect(findings({ credentials: { type: 'BASIC' } })).toEqual([
      'ERROR USERNAME_MISSING outboundCredentials.username',
      'ERROR SECRET_MISSING outboundCredentials.password',
    ]);
  });

  test.each([undefined, { type: 'NONE' } as const])(
    '%o are enough for signed events, and little for others',
    (credentials) => {
      expect(findings({ credentials })).toEqual([]);
      expect(findings({ credentials, payloadStyle: 'EVENT_URL' })).toEqual([
        'WARNING NOT_AUTHENTICATED outboundCredentials',
      ]);
    },
  );
});

describe('the way into the product', () => {
  test('is missed, and led nowhere', () => {
    expect(findings({ singleSignOn: undefined })).toEqual(['WARNING SIGN_ON_MISSING singleSignOn']);
    expect(findings({ singleSignOn: { kind: 'bookmark', url: 'http://a.example' } })).toEqual([
      'WARNING SIGN_ON_URL_INVALID singleSignOn.url',
    ]);
    const configuration = { initiateLoginUrl: 'YOUR_INITIATE_LOGIN_URL', redirectUrls: ['https://a.example', 'YOUR'] };
    expect(findings({ singleSignOn: { kind: 'openIdConnect', configuration } })).toEqual([
      'WARNING SIGN_ON_URL_INVALID singleSignOn.initiateLoginUrl',
      'WARNING SIGN_ON_URL_INVALID singleSignOn.redirectUrls.1',
    ]);
  });
});

describe('form fields', () => {
  test.each<[string, Partial<FormField>, readonly string[]]>([
    ['without English', { labels: { de: 'Feld' } }, ['ERROR FORM_LABEL_MISSING formFields.0.labels']],
    ['with nothing to choose', { type: 'CHOICE' }, ['ERROR FORM_CHOICES_MISSING formFields.0.choices']],
    [
      'with a choice without English',
      { type: 'CHOICE', choices: [{ value: 'a', labels: {} }] },
      ['ERROR FORM_LABEL_MISSING formFields.0.choices.0.labels'],
    ],
    [
      'with choices of no use',
      { choices: [{ value: 'a', labels: EN }] },
      ['WARNING FORM_CHOICES_UNUSED formFields.0.choices'],
    ],
    [
      'with a pattern of no use',
      { type: 'NUMBER', pattern: '1+' },
      ['WARNING FORM_PATTERN_UNUSED formFields.0.pattern'],
    ],
    ['with a pattern that is none', { pattern: '(' }, ['ERROR FORM_PATTERN_INVALID formFields.0.pattern']],
    [
      'with a pattern that HTML does not take',
      { pattern: '[a-z&&&]' },
      ['ERROR FORM_PATTERN_INVALID formFields.0.pattern'],
    ],
  ])('%s', (_, more, expected) => {
    expect(findings(field(more))).toEqual(expected);
  });
});

describe('tests', () => {
  test('count once they have ended, and until the next change', () => {
    const untested = ['WARNING NOT_TESTED lastTest'];
    expect(
      findingsOf(
        GOOD,
        { test: undefined, since: SINCE },
        { allowLoopback: false, now: new Date('2026-11-26'), connectors: CONNECTORS },
      ).map(({ code }) => code),
    ).toEqual(['NOT_TESTED']);
    expect(findings({}, { ...TESTED, endedAt: undefined })).toEqual(untested);
    expect(findings({}, { ...TESTED, startedAt: '2026-11-26T07:59:59.000Z' })).toEqual(untested);
  });

  test('that failed are named by the kind of event', () => {
    const results = [{ type: 'SUBSCRIPTION_ORDER', success: false } as const];
    expect(findings({}, { ...TESTED, results })).toEqual(['WARNING TEST_FAILED lastTest.SUBSCRIPTION_ORDER']);
  });
});

test('an issuer that is the address of a discovery document, as a version before this one took it, is an error', () => {
  const issuer = 'https://id.example.com/.well-known/openid-configuration';
  const merchantSignIn: MerchantSignIn = {
    kind: 'openIdConnect',
    ...{ issuer, clientId: 'a', secret, scope: 'openid', accountClaim: ['sub'] },
  };
  expect(findings({ merchantSignIn })).toEqual(['ERROR ISSUER_INVALID merchantSignIn.issuer']);
});

describe('the channel that stores get', () => {
  test.each([
    ['a connector that there is not', ['weather'], ['ERROR CONNECTOR_UNKNOWN channel.connectors.0.name']],
    ['what Magento must grant', ['open', 'orders'], ['WARNING PERMISSION_NEEDED channel.connectors.1']],
    ['nothing of one that needs no permission', ['open'], []],
  ])('%s', (_, names, expected) => {
    const connectors = names.map((name) => ({ name: parseConnectorName(name), everyMinutes: 5 }));
    expect(findings({ channel: { connectors } })).toEqual(expected);
  });
});
