import { describe, expect, test } from 'vitest';
import { rendered } from '../../../cli/output/line.ts';
import { screenOf } from '../../../cli/output/screen.ts';
import { table } from '../../../cli/output/table.ts';
import { duration, localTime } from '../../../cli/output/times.ts';
import { cut, widthOf } from '../../../cli/output/width.ts';
import { run } from '../../../cli/program/run.ts';
import { terminalOf } from '../../../cli/program/terminal.ts';

describe('times', () => {
  test.each([
    ['2026-07-01T08:00:00.000Z', 'Europe/Berlin', '2026-07-01 10:00:00 +02:00'],
    ['2026-12-31T23:30:00.000Z', 'Asia/Kolkata', '2027-01-01 05:00:00 +05:30'],
    ['2026-12-31T23:30:00.000Z', 'UTC', '2026-12-31 23:30:00 +00:00'],
    ['2026-01-01T04:30:00.000Z', 'America/New_York', '2025-12-31 23:30:00 -05:00'],
    ['soon', 'UTC', 'soon'],
  ])('%s in %s is %s', (iso, zone, shown) => {
    expect(localTime(iso, zone)).toBe(shown);
  });

  test.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [250, '4 min 10 s'],
    [7_500, '2 h 5 min'],
    [273_600, '3 d 4 h'],
  ])('%i seconds are %s', (seconds, shown) => {
    expect(duration(seconds)).toBe(shown);
  });
});

describe('widths', () => {
  test.each([
    ['株式会社', 8, 5, '株式…'],
    ['e\u0301te\u0301', 3, 2, 'e\u0301…'],
    ['👩‍👩‍👧 shop', 7, 4, '👩‍👩‍👧 …'],
    ['shop', 4, 4, 'shop'],
  ])('%s takes %i columns, and is cut to %i without halves', (text, width, most, shown) => {
    expect(widthOf(text)).toBe(width);
    expect(cut(text, most)).toBe(shown);
    expect(widthOf(shown)).toBeLessThanOrEqual(most);
  });

  test.each([100, 60, 45, 40])('no line of a table is wider than %i columns', (width) => {
    const columns = [
      { title: 'ID', of: (row: { id: string }) => row.id },
      { title: 'NAME', of: () => '株式会社アクメ 株式会社アクメ', min: 8 },
      { title: 'MORE', of: () => 'a text that is long enough to be cut', min: 6, optional: true },
    ];
    const lines = table(columns, [{ id: 'x'.repeat(36) }], screenOf(width, 'UTC'));
    const widest = Math.max(...lines.map((line) => widthOf(rendered(line, false))));
    expect(lines.length === 2 ? widest : 0).toBeLessThanOrEqual(width);
  });
});

describe('a terminal', () => {
  const stream = (isTTY: boolean, columns = 120) => ({ isTTY, columns, hasColors: () => true });

  test.each([
    [stream(true), {}, { columns: 120, colours: true }],
    [stream(true), { NO_COLOR: '1' }, { columns: 120, colours: false }],
    [stream(true), { NO_COLOR: '' }, { columns: 120, colours: true }],
    [stream(true, 0), {}, { columns: 80, colours: true }],
    [stream(false), {}, undefined],
  ])('%j with %j is %j', (given, environment, known) => {
    expect(terminalOf(given, environment)).toEqual(known);
  });
});

describe('handfast module', () => {
  const outcomeOf = async (...argv: string[]) => {
    const [said, complained]: [string[], string[]] = [[], []];
    const io = { print: (line: string) => said.push(line), printError: (line: string) => complained.push(line) };
    const code = await run(['module', ...argv], { ...io, environment: {} });
    return { code, said: said.join('\n'), complained: complained.join('\n') };
  };

  test('is what npm run module is, under its own name', async () => {
    expect(await outcomeOf('--list-resources')).toMatchObject({ code: 0, complained: '' });
    const { code, said } = await outcomeOf('--help');
    expect([code, said.includes('npm run module')]).toEqual([0, false]);
    expect(said).toContain('$ npx handfast module --check dist/module --product demo --outputs cdk-outputs.json');
  });

  test('names what is missing, and near words', async () => {
    expect(await outcomeOf('--vendro', 'Acme')).toMatchObject({
      code: 2,
      complained: "unknown option '--vendro' (Did you mean --vendor?) See --help.",
    });
    expect((await outcomeOf('--vendor', 'Acme')).code).toBe(2);
  });
});
