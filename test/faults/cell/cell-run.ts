import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import type { AwsFault, AwsFaultKind } from '../harness/aws-faults.ts';
import type { FaultProxy } from '../harness/fault-proxy.ts';
import type { FunctionWorker } from '../harness/function-worker.ts';
import type { Cell, Plan } from '../matrix/plan.ts';
import type { Row } from '../matrix/rows.ts';
import { FACTS, functionOf } from '../matrix/rows.ts';
import type { DelayedWrites } from './delayed-writes.ts';

/** One cell while it runs: a store, the faults that are still due, and when they struck. */
export type CellRun = {
  readonly id: string;
  readonly cell: Cell;
  readonly store: DemoStore;
  /** Of the store's only integration. */
  readonly integration: number;
  /** The address that the store is known by: its proxy's. */
  readonly storeUrl: string;
  /** Resolves when the fault strikes. */
  readonly struck: Promise<void>;
  /** Milliseconds from the fault to the end of the row's first invocation that succeeded after it. */
  recoveryMs(): number | undefined;
  /** The faults that never struck: a cell that proves nothing. */
  missed(): boolean;
  /** From now on AWS answers as it should. */
  heal(): void;
  /** Of the rival's integration in the same store. */
  readonly rival: number | undefined;
  readonly delayedWrites: Pick<DelayedWrites, 'sendEchoes' | 'newer'>;
  close(): Promise<void>;
};

/** The side of a run that functions and services see. */
export type Watch = {
  readonly worker: (row: Row) => FunctionWorker;
  readonly provider: string | undefined;
  readonly plan: Plan;
  readonly row: Row;
  begins(row: Row): Promise<void>;
  succeeded(row: Row): void;
  take(row: Row, operation: string): AwsFaultKind | undefined;
  /** A fault that is not of an AWS call has happened. */
  strike(): void;
};

export type Workers = {
  readonly shared: FunctionWorker;
  readonly own: FunctionWorker;
  readonly ahead: FunctionWorker;
  readonly behind: FunctionWorker;
};

/** The fault proxies of one cell. */
export type Proxies = { readonly store: FaultProxy; readonly provider?: FaultProxy; readonly aws?: FaultProxy };

export function watchFor({ row, plan }: Cell, workers: Workers, proxies: Proxies) {
  // A stale token is made by killing the wait, whatever row it is shown at.
  const struckFunction = functionOf(plan.aws?.[0]?.row ?? row);
  const due = (plan.aws ?? []).map((fault) => ({ fault, left: fault.times, skip: fault.skip ?? 0 }));
  const struck = Promise.withResolvers<void>();
  let struckAt: number | undefined;
  let passedAt: number | undefined;
  let begun = 0;
  const strike = () => {
    struckAt ??= performance.now();
    struck.resolve();
  };
  const matches = (fault: AwsFault, at: Row, operation: string) => fault.row === at && fault.operation === operation;
  const watch: Watch = {
    plan,
    row,
    provider: proxies.provider?.url,
    worker: (at) => {
      if (plan.worker === undefined) return workers.shared;
      if (plan.worker === 'own') return functionOf(at) === struckFunction ? workers.own : workers.shared;
      return at === row ? workers[plan.worker] : workers.shared;
    },
    begins: async (at) => {
      if (at === row) begun += 1;
      if (at === row && isStruck(plan, begun)) strike();
      if (functionOf(at) === struckFunction) await proxies.aws?.expects(at === row ? 'aws' : undefined);
      const { asks } = FACTS[at];
      if (asks) await (asks.who === 'store' ? proxies.store : proxies.provider)?.expects(asks.endpoint);
    },
    succeeded: (at) => {
      if (at === row && struckAt !== undefined) passedAt ??= performance.now();
    },
    take: (at, operation) => {
      const found = due.find(({ fault, left }) => left > 0 && matches(fault, at, operation));
      if (!found) return undefined;
      if (found.skip > 0) {
        found.skip -= 1;
        return undefined;
      }
      found.left -= 1;
      strike();
      return found.fault.kind;
    },
    strike,
  };
  return {
    watch,
    struck: struck.promise,
    recoveryMs: () => (struckAt === undefined || passedAt === undefined ? undefined : passedAt - struckAt),
    missed: () => struckAt === undefined,
    heal: () => {
      for (const one of due) one.left = 0;
    },
  };
}

/** By being begun: by a wrong clock, twice, or before a deploy. */
function isStruck({ repeat, invoke, worker }: Plan, begun: number): boolean {
  return invoke !== undefined || worker === 'ahead' || worker === 'behind' || (repeat !== undefined && begun > 1);
}
