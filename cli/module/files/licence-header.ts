import type { ModulePlan } from '../plan.ts';
import { xmlComment } from './escapes.ts';

/** The first lines of every file of a module that can hold a comment. No year: the output must not change with time. */
function licenceLines({ vendor, moduleName, version, license }: ModulePlan): string[] {
  const identifier = license === 'proprietary' ? 'LicenseRef-proprietary' : license;
  return [`${moduleName} ${version}`, `Copyright ${vendor}`, `SPDX-License-Identifier: ${identifier}`];
}

export function phpHeader(plan: ModulePlan): string {
  return ['/**', ...licenceLines(plan).map((line) => ` * ${line}`), ' */'].join('\n');
}

export function xmlHeader(plan: ModulePlan): string {
  return `\n${licenceLines(plan)
    .map((line) => `    ${xmlComment(line)}`)
    .join('\n')}\n`;
}
