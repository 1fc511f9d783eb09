import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGraphQlServer } from './graphql-server.ts';

const ID = '6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11';
const FILE = { id: ID, name: 'Acme', createUrl: 'http://acme.example/events' };
const MENDED = { ...FILE, createUrl: 'https://acme.example/events' };

const folder = mkdtempSync(join(tmpdir(), 'handfast-integration-'));
let server: Awaited<ReturnType<typeof openGraphQlServer>>;
beforeAll(async () => {
  server = await openGraphQlServer();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server?.close();
});

const run = (...argv: readonly string[]) => server.run(['integrations', ...argv]);
const publishedIds = async () => {
  const { said } = await run('show', ID, '--json');
  return [Object(JSON.parse(said)).history].flat().map((version) => String(Object(version).id));
};

async function apply(file: object) {
  const path = join(folder, 'acme.json');
  writeFileSync(path, JSON.stringify(file));
  return run('apply', path);
}

/** Each test goes on where the one before has ended. */
describe('an integration', () => {
  test('that is there but not published is listed, and cannot be linked', async () => {
    expect((await apply(FILE)).complained.split('\n')).toEqual([
      'Applying',
      'ERROR: createUrl: Nothing is sent over plain http. Use https. (URL_NOT_HTTPS)',
      'WARNING: singleSignOn: Merchants are shown no way into the product. (SIGN_ON_MISSING)',
      'WARNING: lastTest: No ping test has ended since the last change. (NOT_TESTED)',
    ]);
    expect((await run('list')).said).toBe(
      [
        'ID                                    NAME  REVISION  PUBLISHED  DELIVERIES',
        `${ID}  Acme  1         never      on`,
      ].join('\n'),
    );
    expect(await run('link', ID, 'demo')).toEqual({
      code: 1,
      said: '',
      complained: expect.stringContaining('Publish the integration before products use it.'),
    });
  });

  test('is not published while it would fail, which is said in words', async () => {
    expect(await run('publish', ID)).toEqual({
      code: 1,
      said: '',
      complained: [
        'Nothing was published, since it would fail:',
        'createUrl: URL_NOT_HTTPS: Nothing is sent over plain http. Use https.',
        'Mend it, or give --with-errors.',
      ].join('\n'),
    });
    expect(await publishedIds()).toEqual([]);
  });

  test('is published once it is mended, with a note, and linked', async () => {
    await apply(MENDED);
    expect(await run('publish', ID, '--note', 'first')).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^Published: revision 2 as version [0-9a-f-]{36}\.$/),
    });
    expect(await run('link', ID, 'demo')).toEqual({ code: 0, said: `Linked: demo uses ${ID}.`, complained: '' });
    const { said } = await run('show', ID);
    const shown = said.replaceAll(/[0-9a-f-]{36}/g, 'UUID');
    expect(shown.split('\n').filter((line) => !line.includes('Signing secret'))).toEqual([
      'UUID',
      '  Name            Acme',
      '  Revision        2, changed 2026-11-26 09:00:00 +01:00',
      '  Published       revision 2',
      '  Products        demo',
      '  Deliveries      on',
      '',
      'Set to',
      '  name          Acme',
      '  createUrl     https://acme.example/events',
      '  payloadStyle  STANDARD_WEBHOOK',
      '',
      'Versions',
      '  UUID  revision 2, 2026-11-26 09:00:00 +01:00, published now: first',
      '',
      'Findings',
      '  WARNING singleSignOn: Merchants are shown no way into the product. (SIGN_ON_MISSING)',
      '  WARNING lastTest: No ping test has ended since the last change. (NOT_TESTED)',
    ]);
  });

  test('goes back to the version before, and asks first where edits would get lost', async () => {
    const [first = ''] = await publishedIds();
    expect(await run('rollback', ID)).toMatchObject({
      code: 2,
      complained: `There is no earlier version. Published so far: ${first} (revision 2).`,
    });
    await apply({ ...MENDED, name: 'Acme 2' });
    await run('publish', ID);
    await apply({ ...MENDED, name: 'Acme 3' });
    expect(await run('rollback', ID)).toMatchObject({
      code: 2,
      complained: expect.stringContaining('--yes: must be given, since nobody can be asked: Edits'),
    });
    expect(await server.setup.read(ID, 'name')).toEqual({ name: 'Acme 3' });
    expect(await run('rollback', ID, '--yes')).toEqual({
      code: 0,
      said: `Published again: version ${first}. The working configuration is the same.`,
      complained: '',
    });
    expect(await server.setup.read(ID, 'name changedSincePublished published { id }')).toEqual({
      name: 'Acme',
      changedSincePublished: false,
      published: { id: first },
    });
    expect(await run('rollback', ID, '--to', 'another')).toMatchObject({
      code: 2,
      complained: expect.stringContaining('--to: there is no version another.'),
    });
  });

  test('is unlinked', async () => {
    expect(await run('unlink', ID, 'demo', '--json')).toMatchObject({
      code: 0,
      said: expect.stringContaining('"slug": "demo"'),
    });
    expect(await server.setup.read(ID, 'products { nodes { slug } }')).toEqual({ products: { nodes: [] } });
  });

  test('that there is not is said to be none', async () => {
    expect(await run('show', '99')).toEqual({
      code: 1,
      said: '',
      complained:
        'There is no integration 99 among those that this client may see. "npx handfast integrations list" shows them.',
    });
  });
});
