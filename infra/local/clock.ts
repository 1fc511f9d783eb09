/**
 * The clock of one local instance. It can be moved, and every thread that holds `shared` sees the move at once.
 * Timers are not moved: what waits 300 s still waits 300 s, what reads the time gets the moved one.
 */
export type Clock = {
  /** One float: milliseconds to add to the real time. Handed to worker threads. */
  readonly shared: SharedArrayBuffer;
  now(): number;
  /** Moves the clock on (or back, when negative) by so many milliseconds. */
  move(milliseconds: number): void;
};

const realNow = Date.now;

function offsetIn(shared: SharedArrayBuffer): Float64Array {
  return new Float64Array(shared);
}

export function createClock(offsetMs = 0): Clock {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const offset = offsetIn(shared);
  offset[0] = offsetMs;
  return {
    shared,
    now: () => realNow() + (offset[0] ?? 0),
    move: (milliseconds) => {
      offset[0] = (offset[0] ?? 0) + milliseconds;
    },
  };
}

/**
 * Makes `Date` of this thread follow a shared clock. A proxy, not a subclass: dates made by `new Date()` stay plain
 * dates, so `instanceof`, `structuredClone` and the SDK's own checks see nothing unusual.
 */
export function followClock(shared: SharedArrayBuffer): void {
  const offset = offsetIn(shared);
  const now = () => realNow() + (offset[0] ?? 0);
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
}
