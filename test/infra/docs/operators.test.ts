import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FunctionRow } from '../../../infra/functions/function-row.ts';
import { FUNCTION_TABLE } from '../../../infra/functions/function-table.ts';
import { readSettings, type SettingsInput } from '../../../infra/settings/settings.ts';
import { createStack, LEAST } from '../template.ts';

const guide = readFileSync(new URL('../../../docs/operators.md', import.meta.url), 'utf8');

const blocks = (language: string): string[] =>
  [...guide.matchAll(new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'gm'))].map(([, code = '']) => code);

describe("the operator's guide", () => {
  test('shows settings that are accepted', () => {
    const examples = blocks('json').map((text) => JSON.parse(text));
    expect(examples.length).toBeGreaterThanOrEqual(4);
    for (const settings of examples) expect(readSettings({ ...LEAST, ...settings }).products).toHaveLength(1);
  });

  test('names every setting, and none that does not exist', () => {
    const rows = [...guide.matchAll(/^\| `([a-zA-Z]+)[.`]/gm)].map(([, name]) => name);
    const known = Object.keys(readSettings(LEAST));
    const optional: (keyof SettingsInput)[] = [
      'signIn',
      'console',
      'domain',
      'publicUrl',
      'firewall',
      'alarmEmail',
      'alarmTopicArn',
    ];
    expect(rows.toSorted()).toEqual([...known, ...optional].toSorted());
  });

  test('uses names in its commands that cdk deploy prints', () => {
    // Commands for clients in Cognito are for stacks that have some.
    const settings: SettingsInput = { ...LEAST, api: { auth: 'cognito' } };
    const outputs = Object.keys(createStack(settings).template.findOutputs('*')).map((id) => id.slice(8, -8));
    const used = new Set(
      blocks('sh').flatMap((code) => [...code.matchAll(/\$([A-Z][A-Za-z]+)/g)].map(([, name]) => name)),
    );
    expect(used.size).toBeGreaterThanOrEqual(5);
    for (const name of used) expect(outputs).toContain(name);
  });

  test('says of every kind of item whether a restore copies it', () => {
    const rows: FunctionRow[] = Object.values(FUNCTION_TABLE);
    const kinds = rows.flatMap(({ items }) =>
      items.flatMap((grant) => grant.items.map((kind) => kind.replace(/(?<=#).*|\*/, ''))),
    );
    const [, restore = ''] = guide.split('\n## Restore from backup\n');
    const table = [...restore.matchAll(/^\| ([^|]*`[A-Z_]+#?`[^|]*) \|[^|]*\| (\w+)/gm)].flatMap(
      ([, named = '', copied]) =>
        [...named.matchAll(/`([A-Z_]+#?)`/g)].map(([, kind = '']) => ({ kind, isLeftOut: copied === 'no' })),
    );
    expect(table.map(({ kind }) => kind).toSorted()).toEqual([...new Set<string>(kinds)].toSorted());
    const leftOut = [...restore.matchAll(/"S":"([A-Z_]+#)"/g)].map(([, kind]) => kind);
    expect(leftOut.toSorted()).toEqual(table.flatMap(({ kind, isLeftOut }) => (isLeftOut ? [kind] : [])).toSorted());
  });

  test('links to parts of itself that exist', () => {
    const headings = [...guide.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    for (const [, target = ''] of guide.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(target);
  });
});
