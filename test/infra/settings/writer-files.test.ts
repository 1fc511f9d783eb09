import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writersOf } from '../../../functions/channels/channel-writers.ts';
import { BUILT_IN_WRITERS } from '../../../functions/domain/sync/built-in-writers.ts';
import { writerFiles } from '../../../infra/settings/connectors/writer-files.ts';

const EXAMPLE = 'test/examples/page-texts.ts';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-writers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function made(changes: object, methods = 'write() {}'): string {
  files += 1;
  const path = join(folder, `writer-${files}.ts`);
  const members = { name: 'reviews', label: 'Reviews', direction: 'export', kind: 'values', resources: [], ...changes };
  const rest = `item: { safeParse() {} }, recordOf() {}, ${methods}`;
  writeFileSync(path, `export default { ${rest}, ...${JSON.stringify(members)} };`);
  return path;
}
const problemsOf = (...paths: string[]) =>
  writerFiles.safeParse(paths).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test('tells what is known of a writer without running it', () => {
  expect(writerFiles.parse([EXAMPLE])).toEqual([
    { file: resolve(EXAMPLE), name: 'page-texts', label: 'Texts of pages', resources: ['Magento_Cms::page'] },
  ]);
});

test.each<[string, () => string, RegExp]>([
  ['is not there', () => 'writers/none.ts', /^0: must name a file that exists: writers\/none\.ts/],
  ['is a connector', () => 'test/examples/cms-pages.ts', /must be what defineWriter\(\{ … \}\) returns/],
  ['has a name that none can have', () => made({ name: 'Gift Cards' }), /name must be 1 to 32 characters/],
  ['has the name of a built-in one', () => made({ name: 'stock' }), /name "stock" is that of a built-in writer$/],
  ['cannot write', () => made({}, 'read() {}'), /write must be a function$/],
  ['cannot count its documents', () => made({ kind: 'documents' }, 'create() {}'), /count must be a function$/],
])('a file that %s is refused, and the message says what to do', (_, path, message) => {
  const problems = problemsOf(path());
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(message);
});

test('two of one name are refused', () => {
  expect(problemsOf(EXAMPLE, made({ name: 'page-texts' }))).toEqual([
    expect.stringMatching(/^1: .*name "page-texts" is that of .*page-texts\.ts, too$/),
  ]);
});

test('the names of those that are built in are known', () => {
  expect(Object.keys(BUILT_IN_WRITERS)).toEqual(writersOf('magento2').map(({ name }) => name));
});
