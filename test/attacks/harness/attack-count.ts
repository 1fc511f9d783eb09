import type { TestContext } from 'vitest';

/** What one test tried. */
export type Tried = {
  /** Hostile inputs, each of which had to be withstood. */
  readonly attacks: number;
  /** Honest inputs, each of which had to be let through. */
  readonly honest: number;
};

declare module 'vitest' {
  interface TaskMeta {
    tried?: Tried;
  }
}

/** Says what a test tries. A test that says nothing counts as one attack. */
export function tries({ task }: Pick<TestContext, 'task'>, { attacks = 0, honest = 0 }: Partial<Tried>): void {
  task.meta.tried = { attacks, honest };
}
