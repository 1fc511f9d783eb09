import { randomUUID } from 'node:crypto';
import type { Answer } from '../answer.ts';

type Operation = { answer: Answer | undefined; readonly work: () => Answer };

/** Bulks that the store has accepted. They are carried out by a consumer, which some stores never start. */
export class Bulks {
  /** Whether the consumer runs; it does each operation as soon as it has it. */
  consumes = true;
  readonly #operations = new Map<string, Operation[]>();

  /** @returns its uuid */
  schedule(works: readonly (() => Answer)[]): string {
    const uuid = randomUUID();
    this.#operations.set(
      uuid,
      works.map((work) => ({ work, answer: undefined })),
    );
    if (this.consumes) this.consume();
    return uuid;
  }

  /** Carries out what waits. */
  consume(): void {
    const waiting = [...this.#operations.values()].flat().filter(({ answer }) => answer === undefined);
    for (const operation of waiting) operation.answer = operation.work();
  }

  /** In the order sent; undefined for one that waits. */
  answersOf(uuid: string): readonly (Answer | undefined)[] | undefined {
    return this.#operations.get(uuid)?.map(({ answer }) => answer);
  }
}
