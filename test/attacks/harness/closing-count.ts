import { basename } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import type { Tried } from './attack-count.ts';

type Count = Tried & { readonly broken: number };

const ONE_ATTACK: Tried = { attacks: 1, honest: 0 };
const NOTHING: Count = { attacks: 0, honest: 0, broken: 0 };

const plus = (one: Count, other: Count): Count => ({
  attacks: one.attacks + other.attacks,
  honest: one.honest + other.honest,
  broken: one.broken + other.broken,
});

function countOf(module: TestModule): Count {
  const broken = { ...NOTHING, broken: module.errors().length };
  return [...module.children.allTests()].reduce<Count>((sum, test) => {
    const { state } = test.result();
    if (state !== 'passed' && state !== 'failed') return plus(sum, { ...NOTHING, broken: 1 });
    return plus(sum, { ...(test.meta().tried ?? ONE_ATTACK), broken: state === 'passed' ? 0 : 1 });
  }, broken);
}

/** Prints what each corpus tried, and all of them together in the last line. */
export default class ClosingCount implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = modules.map((module) => ({ name: basename(module.moduleId, '.test.ts'), ...countOf(module) }));
    console.log('');
    for (const { name, attacks, honest, broken } of counts.toSorted((a, b) => a.name.localeCompare(b.name))) {
      console.log(`${name.padEnd(16)}${attacks} attacks, ${honest} honest inputs, ${broken} tests not held`);
    }
    const { attacks, honest, broken } = counts.reduce<Count>(plus, NOTHING);
    console.log(`attacks: ${attacks} tried, ${honest} honest inputs let through, ${broken} not held`);
  }
}
