import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import type { Cell, Plan } from '../columns/plan.ts';
import type { Row } from '../columns/rows.ts';
import { FACTS, roomOf } from '../columns/rows.ts';
import type { AwsAct, AwsFault } from '../harness/aws-faults.ts';
import type { FunctionLane } from '../harness/function-worker.ts';
import type { Front } from '../harness/store-proxy.ts';
import type { Meanwhile } from './meanwhile.ts';

/** One cell while it runs: a store, the faults that are still due, and when they struck. */
export type Run = {
  readonly id: string;
  readonly cell: Cell;
  readonly store: DemoStore;
  /** Of the store's only integration. */
  readonly integration: number;
  /** What the store is called by: the address of what stands in front of it. */
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
  readonly meanwhile: Pick<Meanwhile, 'late' | 'newer'>;
  close(): Promise<void>;
};

/** The side of a run that functions and services see. */
export type Watch = {
  readonly lane: (row: Row) => FunctionLane;
  readonly provider: string | undefined;
  readonly plan: Plan;
  readonly row: Row;
  begins(row: Row): Promise<void>;
  succeeded(row: Row): void;
  take(row: Row, operation: string): AwsAct | undefined;
  /** A fault that is not of an AWS call has happened. */
  strike(): void;
};

export type Lanes = {
  readonly shared: FunctionLane;
  readonly own: FunctionLane;
  readonly ahead: FunctionLane;
  readonly behind: FunctionLane;
};

/** What stands in front of others for one cell. */
export type Fronts = { readonly store: Front; readonly provider?: Front; readonly aws?: Front };

export function watchFor({ row, plan }: Cell, lanes: Lanes, fronts: Fronts) {
  // A stale token is made by killing the wait, whatever row it is shown at.
  const room = roomOf(plan.aws?.[0]?.row ?? row);
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
    provider: fronts.provider?.url,
    lane: (at) => {
      if (plan.lane === undefined) return lanes.shared;
      if (plan.lane === 'own') return roomOf(at) === room ? lanes.own : lanes.shared;
      return at === row ? lanes[plan.lane] : lanes.shared;
    },
    begins: async (at) => {
      if (at === row) begun += 1;
      if (at === row && isStruck(plan, begun)) strike();
      if (roomOf(at) === room) await fronts.aws?.expects(at === row ? 'aws' : undefined);
      const { asks } = FACTS[at];
      if (asks) await (asks.who === 'store' ? fronts.store : fronts.provider)?.expects(asks.place);
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
      return found.fault.act;
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
function isStruck({ repeat, invoke, lane }: Plan, begun: number): boolean {
  return invoke !== undefined || lane === 'ahead' || lane === 'behind' || (repeat !== undefined && begun > 1);
}
