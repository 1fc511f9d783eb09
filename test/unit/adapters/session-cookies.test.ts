import { describe, expect, test, vi } from 'vitest';
import { beginSession, isFormOf, type Session } from '../../../functions/adapters/cookies/popup-session.ts';
import { openCookieKeyring, openSessions } from '../../../functions/adapters/cookies/session-cookies.ts';
import { parseSuccessCallback } from '../../../functions/domain/handshake/success-callback.ts';
import { digestOf, newActivationId, parseProductId } from '../../../functions/domain/ids.ts';

const PUBLIC = 'https://handfast.example';
const session = (): Session =>
  beginSession({ product: parseProductId('demo'), key: digestOf('k'), activation: newActivationId() });

function openJar(publicUrl = PUBLIC, secrets = { AWSCURRENT: 'a'.repeat(64), AWSPREVIOUS: '' }) {
  const clock = { nowMs: Date.parse('2026-03-01T10:00:00Z') };
  const now = () => new Date(clock.nowMs);
  const read = vi.fn(
    async (_: string, stage: 'AWSCURRENT' | 'AWSPREVIOUS' = 'AWSCURRENT') => secrets[stage] || undefined,
  );
  const warm = () => openSessions(publicUrl, openCookieKeyring(read, 'secret', now), now);
  const cookies = new Map<string, string>();
  const sessions = warm();
  const keep = async (kept: Session) => {
    const headers = await sessions.keep(cookies, kept);
    for (const header of headers) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (header.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    return headers;
  };
  const only = () => [...cookies][0] ?? ['', ''];
  return { clock, read, secrets, warm, cookies, sessions, keep, only };
}

describe('a session cookie', () => {
  test('is kept for one activation, out of reach of scripts and other sites', async () => {
    const { keep } = openJar();
    const [header = ''] = await keep(session());
    expect(header).toMatch(
      /^__Host-handfast-[0-9a-f]{12}=[\w-]+\.\.[\w.-]+; Max-Age=7200; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  test('does without Secure and __Host- over plain http: browsers would drop it', async () => {
    const { keep } = openJar('http://127.0.0.1:8787');
    const [header = ''] = await keep(session());
    expect(header).toMatch(/^handfast-[0-9a-f]{12}=/);
    expect(header).not.toContain('Secure');
  });

  test('brings back all that was put in', async () => {
    const { keep, sessions, cookies } = openJar();
    const successCallback = parseSuccessCallback('https://shop.example/loginSuccessCallback/');
    if (successCallback === undefined) throw new Error('unfit');
    const full: Session = {
      ...session(),
      successCallback,
      confirmedHost: 'admin.example',
      pendingSignIn: { state: 's', nonce: 'n', verifier: 'v' },
      earlierSignIn: { state: 't', nonce: 'm', verifier: 'w' },
      earlierCsrf: 'c',
      account: { issuer: 'i', id: 'ä', label: 'ana@example.com' },
    };
    await keep(full);
    expect(await sessions.find(cookies, full.activation)).toEqual(full);
  });

  test('hides what it carries', async () => {
    const { keep, only } = openJar();
    await keep({ ...session(), account: { issuer: 'i', id: 'ana', label: 'ana@example.com' } });
    const parts = only()[1]
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(parts.join()).not.toContain('ana');
  });

  test('is two for two activations, which do not disturb each other', async () => {
    const { keep, sessions, cookies } = openJar();
    const [one, two] = [session(), session()];
    await keep(one);
    await keep(two);
    expect(await sessions.all(cookies)).toEqual([one, two]);
  });

  test.each([
    ['empty', () => ''],
    ['cut off', (value: string) => value.slice(0, -4)],
    ['tampered with', (value: string) => value.replace(/.(?=.{30}$)/, (found) => (found === 'A' ? 'B' : 'A'))],
    ['rubbish', () => '%00;'],
    ['unsigned', () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
  ])('that is %s counts as none', async (_, spoil) => {
    const { keep, sessions, cookies, only } = openJar();
    const own = session();
    await keep(own);
    const [name, value] = only();
    cookies.set(name, spoil(value));
    expect(await sessions.find(cookies, own.activation)).toBeUndefined();
    expect(await sessions.all(cookies)).toEqual([]);
  });

  test('counts for two hours', async () => {
    const { keep, sessions, cookies, clock } = openJar();
    const own = session();
    await keep(own);
    clock.nowMs += 7_199_000;
    expect(await sessions.find(cookies, own.activation)).toEqual(own);
    clock.nowMs += 1_000;
    expect(await sessions.find(cookies, own.activation)).toBeUndefined();
  });

  test('of another activation under this one’s name counts as none', async () => {
    const { keep, sessions, cookies } = openJar();
    const [own, other] = [session(), session()];
    await keep(own);
    await keep(other);
    const [[name = ''] = [], [, value = ''] = []] = [...cookies];
    cookies.set(name, value);
    expect(await sessions.find(cookies, own.activation)).toBeUndefined();
  });

  test('of another deployment counts as none', async () => {
    const [ours, theirs] = [openJar(), openJar(PUBLIC, { AWSCURRENT: 'z'.repeat(64), AWSPREVIOUS: '' })];
    const own = session();
    await theirs.keep(own);
    expect(await ours.sessions.find(theirs.cookies, own.activation)).toBeUndefined();
  });

  test('of the longest `success_call_back` and label fits into what browsers keep', async () => {
    const { keep } = openJar();
    const path = 'https://shop.example/loginSuccessCallback/';
    const successCallback = parseSuccessCallback(path + 'x'.repeat(1024 - path.length));
    if (successCallback === undefined) throw new Error('unfit');
    const account = { issuer: `https://${'i'.repeat(100)}.example`, id: 'x'.repeat(255), label: 'ä'.repeat(120) };
    const pendingSignIn = { state: 's'.repeat(84), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) };
    const headers = await keep({
      ...session(),
      successCallback,
      account,
      pendingSignIn,
      earlierSignIn: pendingSignIn,
      earlierCsrf: 'c'.repeat(43),
      confirmedHost: 'h'.repeat(253),
    });
    expect((headers[0] ?? '').split(';')[0]?.length).toBeLessThanOrEqual(4096);
  });

  test('that browsers would drop is an error at once', async () => {
    const { keep } = openJar();
    const account = { issuer: 'i', id: 'x'.repeat(4096), label: '' };
    await expect(keep({ ...session(), account })).rejects.toThrow('would be dropped');
  });

  test('pushes out the oldest when there are more than six', async () => {
    const { keep, sessions, cookies } = openJar();
    const all = Array.from({ length: 8 }, session);
    for (const one of all) await keep(one);
    expect(cookies.size).toBe(6);
    expect(await sessions.all(cookies)).toEqual(all.slice(-6));
  });

  test('pushes out the oldest when all together are more than the headers hold', async () => {
    const { keep, sessions, cookies } = openJar();
    const account = { issuer: 'i', id: 'x'.repeat(1_500), label: '' };
    const all = Array.from({ length: 4 }, () => ({ ...session(), account }));
    for (const one of all) await keep(one);
    expect(await sessions.all(cookies)).toEqual(all.slice(-2));
    expect([...cookies].flat().join('').length).toBeLessThanOrEqual(6 * 1024);
  });

  test('leaves the cookies of others alone', async () => {
    const { keep, cookies } = openJar();
    for (let index = 0; index < 9; index += 1) cookies.set(`other-${index}`, 'x');
    expect(await keep(session())).toHaveLength(1);
  });
});

describe('the secret of the cookies', () => {
  test('is read once, when it is needed', async () => {
    const { read, keep, sessions, cookies } = openJar();
    expect(read).not.toHaveBeenCalled();
    const own = session();
    await keep(own);
    await sessions.find(cookies, own.activation);
    expect(read).toHaveBeenCalledExactlyOnceWith('secret', 'AWSCURRENT');
  });

  test('may be rotated: the cookies of the last one still count', async () => {
    const { secrets, keep, warm, cookies } = openJar();
    const own = session();
    await keep(own);
    Object.assign(secrets, { AWSCURRENT: 'b'.repeat(64), AWSPREVIOUS: secrets.AWSCURRENT });
    expect(await warm().find(cookies, own.activation)).toEqual(own);
    Object.assign(secrets, { AWSCURRENT: 'c'.repeat(64), AWSPREVIOUS: 'b'.repeat(64) });
    expect(await warm().find(cookies, own.activation)).toBeUndefined();
  });

  test('that was rotated is noticed by a function that has been warm all along', async () => {
    const { secrets, sessions, keep, warm, cookies, clock } = openJar();
    await keep(session());
    Object.assign(secrets, { AWSCURRENT: 'b'.repeat(64), AWSPREVIOUS: secrets.AWSCURRENT });
    const own = session();
    const [header = ''] = await warm().keep(new Map(), own);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    cookies.set(name, value);
    clock.nowMs += 10_000;
    expect(await sessions.find(cookies, own.activation)).toEqual(own);
  });

  test('is not read anew for every bit of rubbish', async () => {
    const { read, keep, sessions, cookies, only } = openJar();
    const own = session();
    await keep(own);
    const [name, value] = only();
    cookies.set(name, `${value.slice(0, -6)}AAAAAA`);
    for (let index = 0; index < 20; index += 1) await sessions.find(cookies, own.activation);
    expect(read.mock.calls.length).toBeLessThanOrEqual(2);
  });

  test('that could not be read is read again next time', async () => {
    const { read, keep } = openJar();
    read.mockRejectedValueOnce(new Error('throttled'));
    await expect(keep(session())).rejects.toThrow('throttled');
    expect(await keep(session())).toHaveLength(1);
  });

  test.each(['', 'short'])('%j is no secret', async (AWSCURRENT) => {
    const { keep } = openJar(PUBLIC, { AWSCURRENT, AWSPREVIOUS: '' });
    await expect(keep(session())).rejects.toThrow('The secret of the session cookies');
  });
});

test('a form belongs to the session whose token it carries', () => {
  const [own, other] = [session(), session()];
  expect(isFormOf(own, own.csrf)).toBe(true);
  expect(isFormOf(own, other.csrf)).toBe(false);
  expect(isFormOf(own, '')).toBe(false);
});
