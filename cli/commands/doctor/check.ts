/** What came of one check. */
export type Check = {
  readonly name: string;
  /** `not_asked`: nothing can be said, and `detail` says why. */
  readonly state: 'ok' | 'warning' | 'failed' | 'not_asked';
  readonly detail: string;
  /** What to do. */
  readonly next?: string;
};

export function ok(name: string, detail: string): Check {
  return { name, state: 'ok', detail };
}

export function warning(name: string, detail: string, next: string): Check {
  return { name, state: 'warning', detail, next };
}

export function failed(name: string, detail: string, next: string): Check {
  return { name, state: 'failed', detail, next };
}

export function notAsked(name: string, why: string, next?: string): Check {
  return { name, state: 'not_asked', detail: why, ...(next !== undefined && { next }) };
}

/** `1 key`, `2 keys`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
