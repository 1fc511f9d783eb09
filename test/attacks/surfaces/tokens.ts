import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { run } from '../../../cli/program/run.ts';
import { tries } from '../harness/attack-count.ts';
import type { AttackEnv } from '../harness/attack-env.ts';

const made = z.object({ clientId: z.string(), clientSecret: z.string(), tokenUrl: z.url() });
type Made = z.infer<typeof made>;

/** Bodies and headers that must bring no token, whatever is in them; SECRET and ID stand for those of a client. */
const HOSTILE: readonly (readonly [body: string, authorization?: string])[] = [
  [''],
  ['grant_type=client_credentials'],
  ['grant_type=client_credentials&client_id=ID'],
  ['grant_type=client_credentials&client_id=ID&client_secret=SECRETx'],
  ['grant_type=client_credentials&client_id=ID&client_secret=SECRET%00'],
  ['grant_type=client_credentials&client_id=ID&client_secret=secret&client_secret=SECRET'],
  ['grant_type=client_credentials&client_id=ID&client_id=ID&client_secret=SECRET'],
  ['grant_type=client_credentials&client_id=%23ID&client_secret=SECRET'],
  ['grant_type=client_credentials&client_id[]=ID&client_secret[]=SECRET'],
  ['grant_type=client_credentials%20&client_id=ID&client_secret=SECRET'],
  ['grant_type=password&client_id=ID&client_secret=SECRET&username=ID&password=SECRET'],
  ['grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id=ID&client_secret=SECRET'],
  ['grant_type=client_credentials&scope=connections:credentials&client_id=ID&client_secret=SECRET'],
  ['grant_type=client_credentials&scope=*&client_id=ID&client_secret=SECRET'],
  ['{"grant_type":"client_credentials","client_id":"ID","client_secret":"SECRET"}'],
  ['grant_type=client_credentials&client_secret=SECRET', 'ID:SECRET'],
  ['grant_type=client_credentials', 'ID'],
  ['grant_type=client_credentials', 'ID:'],
  ['grant_type=client_credentials', ':SECRET'],
  ['grant_type=client_credentials', 'ID:SECRET\n'],
  ['grant_type=client_credentials', ' ID:SECRET'],
  [`grant_type=client_credentials&a=${'x'.repeat(9_000)}`, 'ID:SECRET'],
];

export function tokenAttacks(attackEnv: () => AttackEnv): void {
  let client: Made;
  let token: string;

  const filled = (text: string) => text.replaceAll('ID', client.clientId).replaceAll('SECRET', client.clientSecret);
  async function ask(body: string, authorization?: string): Promise<{ status: number; text: string }> {
    const response = await fetch(client.tokenUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(authorization !== undefined && { authorization: `Basic ${btoa(filled(authorization))}` }),
      },
      body: filled(body),
    });
    return { status: response.status, text: await response.text() };
  }

  beforeAll(async () => {
    const said: string[] = [];
    await run(['clients', 'create', '--name', 'attacked', '--scopes', 'connections:read', '--local', '--json'], {
      print: (line) => void said.push(line),
      printError: (line) => void said.push(line),
      environment: { HANDFAST_DATA: attackEnv().dataFolder },
    });
    client = made.parse(JSON.parse(said.join('\n')));
    const { status, text } = await ask('grant_type=client_credentials', 'ID:SECRET');
    expect(status).toBe(200);
    token = z.object({ access_token: z.string() }).parse(JSON.parse(text)).access_token;
  });

  test('hostile requests for a token get none, and say nothing of what was sent', async (context) => {
    tries(context, { attacks: HOSTILE.length });
    for (const [body, authorization] of HOSTILE) {
      const { status, text } = await ask(body, authorization);
      expect([400, 401, 413, 429], `${body} ${authorization}`).toContain(status);
      expect(text).not.toContain('access_token');
      expect(text).not.toContain(client.clientSecret);
    }
  });

  test('a thousand guesses bring no token, and lock nobody out', async (context) => {
    const guesses = 1_000;
    tries(context, { attacks: guesses, honest: 1 });
    const statuses = new Set<number>();
    for (let begun = 0; begun < guesses; begun += 20) {
      const batch = Array.from({ length: 20 }, (_, index) =>
        ask('grant_type=client_credentials', `ID:${'g'.repeat(39)}${begun + index}`),
      );
      for (const { status } of await Promise.all(batch)) statuses.add(status);
    }
    expect([...statuses].toSorted()).toEqual([401, 429]);
    expect((await ask('grant_type=client_credentials', 'ID:SECRET')).status).toBe(200);
  });

  describe('what clients prove themselves with', () => {
    const places: Readonly<Record<string, () => Promise<string> | string>> = {
      logs: () => readFileSync(attackEnv().local.logFile, 'utf8'),
      'the table': async () => JSON.stringify(await attackEnv().items()),
      'files of the data folder': () =>
        readdirSync(attackEnv().dataFolder, { withFileTypes: true, recursive: true })
          .filter((entry) => entry.isFile() && !entry.parentPath.includes('cdk.out'))
          .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
          .join('\n'),
    };

    test.each(Object.keys(places))('is not in %s: neither secrets nor tokens', async (place) => {
      const written = (await places[place]?.()) ?? '';
      expect(written.length).toBeGreaterThan(100);
      for (const secret of [client.clientSecret, token]) expect(written.includes(secret)).toBe(false);
    });
  });
}
