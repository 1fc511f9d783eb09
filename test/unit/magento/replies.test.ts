import { describe, expect, test } from 'vitest';
import { readModules, readRest } from '../../../functions/adapters/magento/replies/rest-reply.ts';
import { readToken } from '../../../functions/adapters/magento/replies/token-reply.ts';
import type { Reply } from '../../../functions/adapters/magento/transport/send.ts';
import { Refusal, type RefusalCode } from '../../../functions/domain/refusals/refusal.ts';

const TOKEN = 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6';
const SECRET = 'z9y8x7w6v5u4t3s2r1q0p9o8n7m6l5k4';
const ISSUED = `oauth_token=${TOKEN}&oauth_token_secret=${SECRET}`;
const PAGE = '<!doctype html><title>Maintenance</title>';

const answer = (status: number, body: string): Reply => ({ status, body, headers: {} });
const problem = (text: string, status = 401): Reply =>
  answer(status, String(new URLSearchParams({ oauth_problem: text })));
const message = (text: string, status = 401, more: object = {}): Reply =>
  answer(status, JSON.stringify({ message: text, ...more }));

function refusal(read: () => unknown): Refusal {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the answer to a token call', () => {
  test.each([ISSUED, `${ISSUED}\n`, `oauth_token_secret=${SECRET}&oauth_token=${TOKEN}`])('%j is a token', (body) => {
    expect(readToken(answer(200, body), 'request')).toEqual({ token: TOKEN, tokenSecret: SECRET });
  });

  test.each([
    `<br>Deprecated: x in y on line 1${ISSUED}`,
    `<br />\n<b>Warning</b>: a=b&c=d in x.php\n${ISSUED}`,
    `${ISSUED}<!-- Cached by x -->`,
    `${ISSUED}\n<br />Notice: oauth`,
    `${ISSUED}&more=1`,
    `\uFEFF${ISSUED}`,
    `notice oauth_token_secret=${SECRET}&oauth_token=${TOKEN} <!-- x -->`,
    `<br />Notice: Undefined index: oauth_token in x.php\n${ISSUED}\n<br />Warning: oauth_token_secret: y`,
    JSON.stringify(ISSUED),
    JSON.stringify({ oauth_token: TOKEN, oauth_token_secret: SECRET }),
    ISSUED.replace('&', '&amp;'),
    encodeURIComponent(ISSUED),
    `oauth_token=${TOKEN}&oauth_callback_confirmed=true&oauth_token_secret=${SECRET}`,
    `oauth_token=${TOKEN}\r\n&oauth_token_secret=${SECRET}\r\n`,
  ])('a token is read whatever surrounds it: %j', (body) => {
    expect(readToken(answer(200, body), 'access')).toEqual({ token: TOKEN, tokenSecret: SECRET });
  });

  test('a token is read though PHP ends badly behind it', () => {
    const body = `${ISSUED}\n<br />Fatal error: x in y`;
    expect(readToken(answer(500, body), 'access')).toEqual({ token: TOKEN, tokenSecret: SECRET });
    expect(refusal(() => readToken(answer(500, `${body}oauth_token=${TOKEN}`), 'access')).code).toBe('store_busy');
  });

  test.each([
    '"oauth_problem=Consumer+key+has+expired"',
    'oauth_problem="Consumer key has expired"',
    '\uFEFFoauth_problem=Consumer%20key%20has%20expired',
    '<br />Notice: x<br />oauth_problem=Consumer+key+has+expired<!-- cached -->',
    'PHP Notice: x on line 3\noauth_problem=Consumer+key+has+expired&debug=1',
  ])('a problem is read whatever surrounds it: %j', (body) => {
    expect(refusal(() => readToken(answer(401, body), 'request')).code).toBe('consumer_key_expired');
  });

  test.each<[string, (at: Date) => string]>([
    ['RFC 850', (at) => at.toUTCString().replace(/^(\w+), (\d+) (\w+) \d\d(\d\d)/, 'Friday, $2-$3-$4')],
    ['asctime', (at) => at.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT/, '$1 $3 $2 $5 $4')],
    ['ISO 8601', (at) => at.toISOString()],
    ['a zone', (at) => `${at.toUTCString().replace('GMT', '+0000')}`],
  ])('the clock of the store is read in the form of %s', (_, form) => {
    const reply = {
      ...problem('Incorrect timestamp value in the oauth_timestamp parameter'),
      headers: { date: form(new Date(Date.now() + 7_200_000)) },
    };
    const ahead = Number(refusal(() => readToken(reply, 'request')).facts['clockAheadSeconds']);
    expect(Math.abs(ahead - 7_200)).toBeLessThanOrEqual(2);
  });

  test.each([undefined, '', '0', '1', '1764115200', 'yesterday', '26.11.2026'])(
    'a date that is none (%j) tells nothing of the clock, and the clock is named all the same',
    (date) => {
      const told = problem('Incorrect timestamp value in the oauth_timestamp parameter');
      const reply = { ...told, headers: date === undefined ? {} : { date } };
      const { code, facts } = refusal(() => readToken(reply, 'request'));
      expect([code, facts]).toEqual(['timestamp_rejected', { status: 401 }]);
    },
  );

  test('tells by the date of the answer how far the clock of the store is ahead', () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString();
    const reply = { ...problem('Incorrect timestamp value in the oauth_timestamp parameter'), headers: { date } };
    const { code, facts } = refusal(() => readToken(reply, 'request'));
    expect(code).toBe('timestamp_rejected');
    expect(Math.abs(Number(facts['clockAheadSeconds']) + 3_600)).toBeLessThanOrEqual(2);
  });

  test.each<[string, RefusalCode]>([
    ['Consumer key has expired', 'consumer_key_expired'],
    ['Cannot create request token because consumer token is not a verifier token', 'request_token_lost'],
    ['Specified token does not exist', 'token_rejected'],
    ['Token is already being used', 'access_token_lost'],
    ['Cannot get access token because consumer token is not a request token', 'access_token_lost'],
    ['Token is not associated with the specified consumer', 'token_rejected'],
    ['Request token is not associated with the specified consumer', 'token_rejected'],
    ['Access token has been revoked', 'token_rejected'],
    ['A token with consumer ID 7 does not exist', 'token_rejected'],
    ['A consumer having the specified key does not exist', 'consumer_unknown'],
    ['The signature is invalid. Verify and try again.', 'signature_rejected'],
    ['The nonce is already being used by the consumer with ID 7.', 'token_refused'],
    ['The timestamp value in the oauth_timestamp parameter is invalid.', 'timestamp_rejected'],
    ['Incorrect timestamp value in the oauth_timestamp parameter', 'timestamp_rejected'],
    ['An error occurred validating the nonce.', 'timestamp_rejected'],
    [
      '"oauth_consumer_key" is required. Enter and try again, "oauth_nonce" is required.',
      'authorization_header_missing',
    ],
    ['„oauth_consumer_key“ fehlt, „oauth_nonce“ fehlt', 'authorization_header_missing'],
    ['internal_error&message=empty_message', 'token_refused'],
    ['anything else', 'token_refused'],
  ])('%s: %s', (text, code) => {
    for (const status of [400, 401, 500])
      expect(refusal(() => readToken(problem(text, status), 'access')).code).toBe(code);
  });

  test('a problem without a code of its own is told, without what could be a key, and not at any length', () => {
    const { facts } = refusal(() => readToken(problem(`no ${TOKEN} for\r\nyou\u0007`), 'request'));
    expect(facts).toEqual({ status: 401, problem: 'no … for you ' });
    const long = refusal(() => readToken(problem('very '.repeat(100)), 'request'));
    expect(String(long.facts['problem'])).toHaveLength(120);
  });

  test.each([
    `oauth_token=${TOKEN}`,
    `${ISSUED}&oauth_token=${TOKEN}`,
    `${ISSUED}\n${ISSUED}`,
    `oauth_token=${TOKEN}&oauth_token_secret=`,
    `oauth_token=<b>&oauth_token_secret=${SECRET}`,
    `oauth_token=${TOKEN}.x-y&oauth_token_secret=${SECRET}`,
    `oauth_token=${TOKEN}&oauth_token_secret=${'a'.repeat(65)}`,
  ])('a damaged token is lost for good: %s', (body) => {
    const request = refusal(() => readToken(answer(200, body), 'request'));
    expect(request.code).toBe('request_token_lost');
    expect(refusal(() => readToken(answer(200, body), 'access')).code).toBe('access_token_lost');
    expect(JSON.stringify(request.facts)).not.toContain(TOKEN);
  });

  test('without a word leaves it open on the request call, which can be made again, and is a loss on the access call', () => {
    expect(refusal(() => readToken(answer(200, ' '), 'request')).code).toBe('store_invalid_response');
    expect(refusal(() => readToken(answer(200, ' '), 'access')).code).toBe('access_token_lost');
  });

  test.each<[number, string, RefusalCode]>([
    [200, '', 'store_invalid_response'],
    [200, PAGE, 'store_invalid_response'],
    [200, '{"a":1}', 'store_invalid_response'],
    [200, 'oauth_problem=Consumer+key+has+expired', 'store_invalid_response'],
    [201, ISSUED, 'store_invalid_response'],
    [301, PAGE, 'store_invalid_response'],
    [302, ISSUED, 'store_invalid_response'],
    [401, PAGE, 'store_invalid_response'],
    [403, PAGE, 'store_invalid_response'],
    [404, PAGE, 'store_invalid_response'],
    [429, 'slow down', 'store_busy'],
    [500, PAGE, 'store_busy'],
    [502, PAGE, 'store_busy'],
    [503, PAGE, 'store_busy'],
    [504, '', 'store_busy'],
  ])('%i %j: %s', (status, body, code) => {
    expect(refusal(() => readToken(answer(status, body), 'request')).code).toBe(code);
  });
});

describe('the answer to a REST call', () => {
  test.each([
    [200, '{"items":[]}', { items: [] }],
    [200, 'true', true],
    [404, '{"message":"Request does not match any route."}', { message: 'Request does not match any route.' }],
    [400, '{"message":"x"}', { message: 'x' }],
    [500, '{"message":"x"}', { message: 'x' }],
    [204, '', null],
  ])('%i %s is an answer', (status, body, value) => {
    expect(readRest(answer(status, body))).toEqual({ status, value });
  });

  test.each<[string, RefusalCode]>([
    ["The consumer isn't authorized to access %resources.", 'permission_missing'],
    ['Consumer is not authorized to access %resources', 'permission_missing'],
    ['Specified token does not exist', 'token_rejected'],
    ['A consumer having the specified key does not exist', 'consumer_unknown'],
    ['The signature is invalid. Verify and try again.', 'signature_rejected'],
    ['Consumer key has expired', 'consumer_key_expired'],
    ['anything else', 'token_refused'],
  ])('401 %s: %s', (text, code) => {
    expect(refusal(() => readRest(message(text))).code).toBe(code);
  });

  test('names the resources that are missing, when they are resources', () => {
    const text = "The consumer isn't authorized to access %resources.";
    const named = (resources: string) => message(text, 401, { parameters: { resources } });
    expect(refusal(() => readRest(named('Magento_Sales::actions_view'))).facts).toEqual({
      status: 401,
      resources: 'Magento_Sales::actions_view',
    });
    expect(refusal(() => readRest(named('<b>x</b>'))).facts).toEqual({ status: 401 });
  });

  test.each<[number, string, RefusalCode]>([
    [200, '', 'store_invalid_response'],
    [200, PAGE, 'store_invalid_response'],
    [302, '{}', 'store_invalid_response'],
    [401, PAGE, 'store_invalid_response'],
    [401, '[]', 'store_invalid_response'],
    [403, PAGE, 'store_invalid_response'],
    [429, '{}', 'store_busy'],
    [500, PAGE, 'store_busy'],
    [503, '{"message":"x"}', 'store_busy'],
  ])('%i %j: %s', (status, body, code) => {
    expect(refusal(() => readRest(answer(status, body))).code).toBe(code);
  });
});

describe('the parameters of a complaint', () => {
  const named = (parameters: unknown) =>
    refusal(() => readRest(answer(401, JSON.stringify({ message: 'Le consommateur … %resources', parameters }))));

  test('decide before its words: resources are named where a permission is missing, and nowhere else', () => {
    const refused = named({ resources: 'Magento_Sales::actions_view' });
    expect(refused).toMatchObject({ code: 'permission_missing', facts: { resources: 'Magento_Sales::actions_view' } });
    expect(named({ resources: ['Magento_Sales::a', 'Magento_Sales::b'] }).facts['resources']).toBe(
      'Magento_Sales::a, Magento_Sales::b',
    );
  });

  test.each<unknown>([
    null,
    [[]],
    [['x']],
    [[['x']]],
    [[7]],
    {},
    { toString: 1 },
    { a: { toString: 1 } },
    'text',
    5,
    { resources: {} },
  ])('may be %j', (parameters) => {
    expect(named(parameters).code).toBe('token_refused');
    const rejected = message('Specified token does not exist', 401, { parameters });
    expect(refusal(() => readRest(rejected)).code).toBe('token_rejected');
  });
});

describe('an error in the words of Magento', () => {
  const text = 'Internal Error. Details are available in Magento log file. Report ID: webapi-5f1e2d3c4b5a697887766';
  test('is passed on with the id of its report', () => {
    const facts = { status: 500, report: 'webapi-5f1e2d3c4b5a697887766', message: expect.stringMatching(/^Internal/) };
    // How Magento words what ended PHP.
    const fatal = answer(500, JSON.stringify({ messages: { error: [{ code: 500, message: text }] } }));
    expect(refusal(() => readModules(fatal))).toMatchObject({ code: 'store_error', facts });
    expect(refusal(() => readToken(fatal, 'request'))).toMatchObject({ code: 'store_error', facts });
    expect(refusal(() => readModules(message(text, 500)))).toMatchObject({ code: 'store_error', facts });
    expect(refusal(() => readToken(message(text, 500), 'request'))).toMatchObject({ code: 'store_error', facts });
  });
});

describe('the list of modules', () => {
  test.each([
    '\uFEFF["Magento_Store"]',
    '<br />\n<b>Deprecated</b>: [x] in y\n["Magento_Store"]',
    '<br />Notice: {x}<br />["Magento_Store"]',
    '["Magento_Store"]\n<!-- cached --><!-- by {x} -->\n',
    '["Magento_Store"]\n<br />\n<b>Deprecated</b>: {x} in y',
    '["Magento_Store"]PHP Warning:  [x] in y on line 3',
    '<b>Warning</b>: [1]<br />\n["Magento_Store"]<br />\n<b>Notice</b>: z',
    'Notice: [x] in y on line 12["Magento_Store"]',
    '<br />Notice: x\n\uFEFF["Magento_Store"]',
    '{"0":"Magento_Store"}',
    '"[\\"Magento_Store\\"]"',
  ])('is read whatever surrounds it: %j', (body) => {
    expect(readModules(answer(200, body))).toEqual(['Magento_Store']);
  });

  test.each([
    '<html><script type="application/ld+json">{"0":"Magento_Store"}</script>',
    '<html><body>\n["Magento_Store"]\n</body></html>',
    'see\n["Magento_Store"] for more',
  ])('is not what stands in a page: %j', (body) => {
    expect(refusal(() => readModules(answer(200, body))).code).toBe('store_invalid_response');
  });

  test('is a list of names, and nothing else gets through', () => {
    const names = ['Magento_Store', 'Magento_B2b', '<script>', 'x'];
    expect(readModules(answer(200, JSON.stringify(names)))).toEqual(['Magento_Store', 'Magento_B2b']);
  });

  test.each<[number, string, RefusalCode]>([
    [200, '{"items":[]}', 'store_invalid_response'],
    [200, '[1]', 'store_invalid_response'],
    [404, '{"message":"Request does not match any route."}', 'store_invalid_response'],
    [500, '{"message":"x"}', 'store_error'],
    [500, PAGE, 'store_busy'],
    [401, '{"message":"Zażółć gęślą jaźń"}', 'token_rejected'],
    [401, '{"message":"Unauthorized"}', 'token_refused'],
    [401, '{"message":"x","parameters":{"resources":"Magento_Backend::admin"}}', 'permission_missing'],
    [200, `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'store_invalid_response'],
  ])('%i %s is none: %s', (status, body, code) => {
    expect(refusal(() => readModules(answer(status, body))).code).toBe(code);
  });
});
