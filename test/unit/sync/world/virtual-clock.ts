type Waiting = { readonly at: number; readonly order: number; readonly go: () => void };

/** Seconds that pass only when everybody waits. Processes are promises; one that was killed is never woken again. */
export class VirtualClock {
  time: number;
  readonly #waiting: Waiting[] = [];
  #order = 0;
  /** Told before anybody is woken. */
  onTime: (time: number) => void = () => undefined;

  constructor(time: number) {
    this.time = time;
  }

  sleep(seconds: number): Promise<void> {
    return new Promise((go) => this.at(this.time + seconds, go));
  }

  at(time: number, go: () => void): void {
    this.#order += 1;
    const waiting = { at: Math.max(time, this.time), order: this.#order, go };
    let place = this.#waiting.length;
    while (place > 0 && isBefore(waiting, this.#waiting[place - 1])) place -= 1;
    this.#waiting.splice(place, 0, waiting);
  }

  /** Until nobody waits any more. */
  async run(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.time = next.at;
      this.onTime(this.time);
      next.go();
      // Every port answers at once or sleeps here, so this is when the process waits again, or is done.
      await new Promise(setImmediate);
    }
  }
}

function isBefore(one: Waiting, other: Waiting | undefined): boolean {
  return other !== undefined && (one.at < other.at || (one.at === other.at && one.order < other.order));
}
