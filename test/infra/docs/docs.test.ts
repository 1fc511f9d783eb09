import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const pagesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

/** Decisions and the changelog are not among them: they name what there was on their day. */
const GUIDES = [...pagesIn('.'), ...pagesIn('docs')].filter((path) => path !== 'CHANGELOG.md');
const RECORDS = pagesIn('docs/decisions').filter((path) => /\/\d{4}-[a-z0-9-]+\.md$/.test(path));

describe.each([...GUIDES, 'docs/decisions/README.md'])('%s', (page) => {
  const text = read(page);

  test('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, dirname(page), path)))).toEqual([]);
  });

  test('names paths that exist', () => {
    const paths = [...text.matchAll(/`((?:functions|infra|cli|client|test|docs)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    const generated = ['test/browser/screenshots/', 'client/dist'];
    expect(paths.filter((path) => !generated.includes(path) && !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('decisions', () => {
  const index = read('docs/decisions/README.md');

  test.each(RECORDS)('%s has the one format and a line in the index', (path) => {
    const headings = [...read(path).matchAll(/^(?:#+ (?:\d+\. )?|\*\*)(Status|Context|Decision|Consequences)\b/gm)];
    expect(headings.map(([, heading]) => heading)).toEqual(['Status', 'Context', 'Decision', 'Consequences']);
    const [number, name] = [Number(path.match(/(\d{4})-/)?.[1]), path.split('/').at(-1)];
    expect(read(path)).toMatch(
      new RegExp(`^# ${number}\\. .+\\n\\n\\*\\*Status:\\*\\* (accepted|superseded by \\d+)\\n`),
    );
    expect(index).toContain(`| [${number}](${name}) |`);
  });
});
