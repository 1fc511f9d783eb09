import type { ModulePlan } from '../plan.ts';
import { xmlComment } from './escapes.ts';

/** What stands at the head of every file of a module that can hold a comment. No year: the output must not age. */
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
