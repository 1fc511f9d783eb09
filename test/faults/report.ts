import type { EndedCell } from './cell/report-of.ts';
import type { NotApplicableCell } from './matrix/matrix.ts';
import { ROWS } from './matrix/rows.ts';

type Say = (line: string) => void;

/** One line per fault, one sign per step: `+` held, `X` not held, `.` not applicable, `-` could not be run. */
export function printMatrix(
  say: Say,
  reports: readonly EndedCell[],
  notApplicable: readonly NotApplicableCell[],
): void {
  const names = [
    ...new Set([...reports.map(({ cell }) => cell.column.name), ...notApplicable.map(({ column }) => column.name)]),
  ];
  const width = Math.max(...names.map((name) => name.length));
  for (const [index, row] of ROWS.entries()) say(`${' '.repeat(width + 2)}${'│ '.repeat(index)}${row}`);
  for (const name of names) {
    const signs = ROWS.map((row) => {
      const report = reports.find(({ cell }) => cell.row === row && cell.column.name === name);
      if (report === undefined)
        return notApplicable.some((one) => one.row === row && one.column.name === name) ? '.' : '-';
      return report.violations.length === 0 ? '+' : 'X';
    });
    say(`${name.padEnd(width + 2)}${signs.join(' ')}`);
  }
  const reasons = Map.groupBy(notApplicable, ({ reason }) => reason);
  say('\nNot applicable:');
  for (const [reason, left] of reasons) say(`  ${String(left.length).padStart(4)}  ${reason}`);
  for (const { cell, violations } of reports.filter((report) => report.violations.length > 0)) {
    say(`\nX ${cell.row}: ${cell.column.name}`);
    for (const violation of violations) say(`    ${violation}`);
  }
}

/** How long a fault that passes by itself holds up the step it struck. */
export function printRecovery(say: Say, reports: readonly EndedCell[]): void {
  const passing = reports.filter(({ cell, recoveryMs }) => cell.column.passes && recoveryMs !== undefined);
  say('\nRecovery of faults that pass by themselves, the slowest step of each, in seconds:');
  for (const [name, group] of Map.groupBy(passing, ({ cell }) => cell.column.name)) {
    const slowest = group.toSorted((one, other) => (other.recoveryMs ?? 0) - (one.recoveryMs ?? 0))[0];
    if (!slowest) continue;
    say(`  ${((slowest.recoveryMs ?? 0) / 1000).toFixed(1).padStart(6)}  ${name} (${slowest.cell.row})`);
  }
}
