import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** Prints what failed, a line each, and the one closing line that CI reads: `N passed, N failed, N skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      if (module.errors().length > 0) count.failed += 1;
    }
    console.log(`\n${modules.flatMap(failures).join('\n')}`);
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  }
}

/** `.ci/run` repeats these lines, since the log of a whole run is long. */
function failures(module: TestModule): string[] {
  const file = relative(process.cwd(), module.moduleId);
  const own = module.errors().map(({ message }) => `not passed: ${file}: ${shortened(message)}`);
  const tests = [...module.children.allTests('failed')].map((test) => {
    const why = (test.result().errors ?? []).map(({ message }) => shortened(message)).join('; ');
    return `not passed: ${file} > ${test.fullName}: ${why}`;
  });
  return [...own, ...tests];
}

const SHOWN_CHARACTERS = 400;

function shortened(message: string): string {
  return message.replaceAll(/\s+/g, ' ').slice(0, SHOWN_CHARACTERS);
}
