/** For the page under way when the time is up: as long as a call to a store takes at most. */
const LAST_PAGE_SECONDS = 30;

/** What a reading may use up. */
export type Budget = {
  readonly isOver: () => boolean;
  readonly onPage: () => void;
  /** On the clock of `performance.now()`. */
  readonly deadlineMs: number;
  readonly pagesLeft: () => number;
};

export type BudgetOptions = {
  readonly deadlineMs: number;
  /** Absent: as many as the time allows. */
  readonly pages?: number | undefined;
  /** Whether somebody has asked to stop. */
  readonly isStopped?: (() => boolean) | undefined;
};

export function openBudget({ deadlineMs, pages = Number.POSITIVE_INFINITY, isStopped }: BudgetOptions): Budget {
  let used = 0;
  return {
    deadlineMs,
    isOver: () => performance.now() >= deadlineMs || used >= pages || isStopped?.() === true,
    onPage: () => {
      used += 1;
    },
    pagesLeft: () => pages - used,
  };
}

/** Until when the store is called: a page that was asked for in time comes in. */
export function callsUntil({ deadlineMs }: Budget): number {
  return deadlineMs + LAST_PAGE_SECONDS * 1000;
}

/** An equal share of what is left, for the next of so many connectors. What it leaves goes to the others. */
export function shareOf(whole: Budget, connectors: number): Budget {
  const now = performance.now();
  const share = openBudget({
    deadlineMs: now + (whole.deadlineMs - now) / connectors,
    pages: Math.max(1, Math.floor(whole.pagesLeft() / connectors)),
  });
  return {
    ...share,
    isOver: () => whole.isOver() || share.isOver(),
    onPage: () => {
      whole.onPage();
      share.onPage();
    },
  };
}
