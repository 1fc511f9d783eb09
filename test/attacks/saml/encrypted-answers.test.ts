import { beforeAll, describe, expect, test } from 'vitest';
import { type AllKeys, makeAllKeys, partsOf, providerWith, verdict } from '../../contract/saml/answer-setup.ts';
import { assertionXml, encryptedFor, OAEP, responseXml, SHA1, signed } from '../../contract/saml/raw-answer.ts';
import { tries } from '../harness/attack-count.ts';

/* Anybody can encrypt for us: the certificate is public. What is inside counts for what it is signed with. */

let keys: AllKeys;
beforeAll(async () => {
  keys = await makeAllKeys();
});

const by = (allowSha1 = false) => ({ provider: providerWith(keys.provider), keys, allowSha1 });
const honest = () => signed(assertionXml(partsOf()), '_assertion', keys.provider);

/** A response with an encrypted assertion in it. */
async function around(assertion: string, options = OAEP): Promise<string> {
  return responseXml(partsOf(), await encryptedFor(keys.own, assertion, options));
}

const ENC = 'http://www.w3.org/2001/04/xmlenc#';

/** With the key beside the content, and a reference to it, as older OpenSAML and ADFS write it. */
function keyApart(answer: string): string {
  const [key = ''] = /<e:EncryptedKey.*<\/e:EncryptedKey>/s.exec(answer) ?? [];
  expect(key).not.toBe('');
  return answer
    .replace(key, '<RetrievalMethod URI="#k"/>')
    .replace('</saml:EncryptedAssertion>', `${key.replace('<e:EncryptedKey', '<e:EncryptedKey Id="k"')}$&`);
}

test('what is made here is accepted where nothing is wrong with it', async (context) => {
  tries(context, {});
  expect(await verdict(await around(honest()), by())).toBe('ana@acme.example');
});

describe('an encrypted assertion signs nobody in', () => {
  test.for<readonly [string, () => string, string]>([
    ['without a signature', () => assertionXml(partsOf()), 'invalid'],
    ['signed by another', () => signed(assertionXml(partsOf()), '_assertion', keys.stranger), 'invalid'],
    ['that was changed', () => honest().replace('ana@', 'eve@'), 'invalid'],
    ['with a comment in its NameID', () => honest().replace('ana@', 'ana<!-- -->@'), 'invalid'],
    ['with a document type', () => `<!DOCTYPE a [<!ENTITY x "ana">]>${honest()}`, 'invalid'],
    ['with another around it', () => assertionXml(partsOf({ assertionId: '_evil', attributes: honest() })), 'invalid'],
    ['that is something else', () => '<a/>', 'invalid'],
    ['that is no XML', () => 'ana', 'invalid'],
    ['signed with SHA-1', () => signed(assertionXml(partsOf()), '_assertion', keys.provider, SHA1), 'sha1'],
    [
      'for another recipient',
      () => signed(assertionXml(partsOf({ recipient: 'https://x.example' })), '_assertion', keys.provider),
      'recipient',
    ],
  ])('%s', async ([, assertion, reason], context) => {
    tries(context, { attacks: 1 });
    expect(await verdict(await around(assertion()), by())).toBe(`signin_unavailable ${reason}`);
  });

  test('for another key than ours', async (context) => {
    tries(context, { attacks: 1 });
    const other = responseXml(partsOf(), await encryptedFor(keys.next, honest(), OAEP));
    expect(await verdict(other, by())).toBe('signin_unavailable invalid');
  });

  test('whose ciphertext was changed, and nothing tells padding from signature', async (context) => {
    const cbc = await around(honest(), { ...OAEP, encryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc' });
    const value = [...cbc.matchAll(/CipherValue>([A-Za-z0-9+/=]+)</g)].at(-1)?.[1] ?? '';
    const bytes = Buffer.from(value, 'base64');
    const changes = [0, 17, bytes.length - 17, bytes.length - 1];
    tries(context, { attacks: changes.length });
    expect(await verdict(cbc, by())).toBe('ana@acme.example');
    for (const at of changes) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      expect(await verdict(cbc.replace(value, changed.toString('base64')), by())).toBe('signin_unavailable invalid');
    }
  });

  test('whose key is looked for by an expression, or is not the one that was checked', async (context) => {
    const apart = keyApart(await around(honest()));
    expect(await verdict(apart, by())).toBe('ana@acme.example');
    const decoy = `<e:EncryptedKey xmlns:e="${ENC}" Id="other"><e:EncryptionMethod Algorithm="${ENC}rsa-1_5"/></e:EncryptedKey>`;
    const uris = [
      "#k' or 'a'='a",
      `#k' or ${'count(//*)+'.repeat(20)}1='`,
      "#x'] | //*[@Id='k",
      '#other',
      '#',
      '',
      'k',
      '#k ',
    ];
    const answers = [
      ...uris.map((uri) => apart.replace('URI="#k"', `URI="${uri}"`)),
      apart.replace('URI="#k"', ''),
      apart.replace('Id="k"', ''),
      apart.replace('Id="k"', 'Id="other"'),
      apart.replace('<RetrievalMethod', '<RetrievalMethod URI="#k"/><RetrievalMethod'),
      apart.replace('</saml:EncryptedAssertion>', `${decoy}$&`),
      apart.replace('</saml:EncryptedAssertion>', '<EncryptedKey Id="other"/>$&'),
      apart.replace('</saml:EncryptedAssertion>', '<EncryptedData/>$&'),
      apart.replace(/<saml:EncryptedAssertion[^>]*>/, `$&${decoy}`),
      apart.replace('</saml:EncryptedAssertion>', '<x><EncryptionMethod Algorithm="" Id="k"/></x>$&'),
      apart.replace(/<saml:EncryptedAssertion[^>]*>/, '$&<x><CipherValue>AA</CipherValue></x>'),
    ];
    tries(context, { attacks: answers.length });
    for (const answer of answers) {
      expect(answer).not.toBe(apart);
      expect(await verdict(answer, by()), answer).toBe('signin_unavailable structure');
    }
  });

  test('by an algorithm that was broken', async (context) => {
    const weak = [
      ['xmlenc#rsa-oaep-mgf1p', 'xmlenc#rsa-1_5'],
      ['2009/xmlenc11#aes256-gcm', '2001/04/xmlenc#tripledes-cbc'],
    ] as const;
    tries(context, { attacks: weak.length });
    for (const [from, to] of weak) {
      const answer = await around(honest());
      expect(answer).toContain(from);
      expect(await verdict(answer.replace(from, to), by())).toBe('signin_unavailable algorithm');
    }
  });
});

test('an encrypted assertion signed with SHA-1 counts where that is allowed by name', async (context) => {
  tries(context, {});
  const weak = signed(assertionXml(partsOf()), '_assertion', keys.provider, SHA1);
  expect(await verdict(await around(weak), by(true))).toBe('ana@acme.example');
});
