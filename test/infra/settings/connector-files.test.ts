import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectorFiles } from '../../../infra/settings/connectors/connector-files.ts';

const EXAMPLE = 'test/examples/cms-pages.ts';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-connectors-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
/** A file of its own for each, since a module is loaded once. */
function fileWith(text: string): string {
  files += 1;
  const path = join(folder, `connector-${files}.ts`);
  writeFileSync(path, text);
  return path;
}
const made = (changes: object) => {
  const known = { name: 'reviews', label: 'Reviews', direction: 'import', resources: [], after: [], everyMinutes: 60 };
  const members = { ...known, ...changes };
  return fileWith(
    `export default { reader: { kind: 'changes', path: 'V1/reviews' }, item: { safeParse() {} }, processor() {}, ...${JSON.stringify(members)} };`,
  );
};
const problemsOf = (...paths: string[]) =>
  connectorFiles.safeParse(paths).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test('tells what is known of a connector without running it', () => {
  expect(connectorFiles.parse([EXAMPLE])).toEqual([
    {
      ...{ file: resolve(EXAMPLE), name: 'cms-pages', label: 'Pages', resources: ['Magento_Cms::page'] },
      ...{ after: [], everyMinutes: 60, kind: 'changes', path: 'V1/cmsPage/search' },
    },
  ]);
});

test.each<[string, () => string, RegExp]>([
  ['is not there', () => 'connectors/none.ts', /^0: connectors\/none\.ts does not exist \(looked for \//],
  ['cannot be read', () => fileWith('export default {'), /^0: .*connector-\d+\.ts cannot be loaded: /],
  ['throws', () => fileWith('throw new Error("no key");'), /cannot be loaded: no key$/],
  ['exports nothing', () => fileWith('export const a = 1;'), /has no default export: write "export default defineConn/],
  ['exports a text', () => fileWith('export default "a";'), /must be what defineConnector\(\{ … \}\) returns$/],
  ['has an odd name', () => made({ name: 'My Reviews' }), /: name must be 1 to 32 characters/],
  [
    'has the name of a built-in one',
    () => made({ name: 'orders' }),
    /: name "orders" is that of a built-in connector$/,
  ],
  ['has one resource', () => made({ resources: 'Magento_Review::reviews' }), /: resources must be a list of ACL ids/],
  ['has numbers for resources', () => made({ resources: [1] }), /: resources 0 must be a list of ACL ids/],
  ['reads every minute', () => made({ everyMinutes: 1 }), /: everyMinutes must be a whole number of minutes from 5 to/],
  [
    'reads something else',
    () => made({ reader: { kind: 'changes', path: '/rest/V1/a' } }),
    /: reader path must be a path/,
  ],
])('a file is refused that %s', (_, file, problem) => {
  expect(problemsOf(file())).toEqual([expect.stringMatching(problem)]);
});

test('two connectors of one name are refused', () => {
  expect(problemsOf(made({}), made({}))).toEqual([
    expect.stringMatching(/^1: .*"reviews" is that of .*connector-\d+\.ts/),
  ]);
});
