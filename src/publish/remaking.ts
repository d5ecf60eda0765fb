/** Keeps something that is made from files up to date: it is made again if they may have changed, never twice at once. */

/** Changes within this time count as one. Milliseconds. */
const quietTime = 20;
/** Maximum time to wait for a pause in changes. Milliseconds. */
const longestWait = 100;
/** Time until a failed attempt is repeated; doubled after each failure. Milliseconds. */
const firstRetry = 500;
const longestRetry = 10_000;

/**
 * @typeParam T the value that is kept up to date
 */
export class Remaking<T> {
  readonly #make: (before: T, since: number) => Promise<T>;
  readonly #onFailure: (error: unknown) => void;
  #latest: Promise<T>;
  #lastChange = 0;
  #isQueued = false;
  #retry: NodeJS.Timeout | undefined;
  #retryIn = firstRetry;
  #isClosed = false;

  /**
   * @param make makes the value again, or returns the given one if nothing has changed; `since` is the time of the first change, by
   *   `performance.now()`. Never runs twice at once
   * @param onFailure called whenever `make` fails. The last value is kept, and `make` is called again later
   */
  constructor(first: T, make: (before: T, since: number) => Promise<T>, onFailure: (error: unknown) => void) {
    this.#latest = Promise.resolve(first);
    this.#make = make;
    this.#onFailure = onFailure;
  }

  /** The value with all changes so far. Never rejects. */
  get latest(): Promise<T> {
    return this.#latest;
  }

  /** Reports a change. Returns the value that includes it. */
  changed(): Promise<T> {
    const now = performance.now();
    this.#lastChange = now;
    if (!this.#isQueued && !this.#isClosed) {
      this.#isQueued = true;
      clearTimeout(this.#retry);
      this.#latest = this.#latest.then((before) => this.#next(before, now));
    }
    return this.#latest;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
  }

  async #next(before: T, since: number): Promise<T> {
    await this.#quiet();
    // Later changes may be missing from the value made now, so they cause another one.
    this.#isQueued = false;
    if (this.#isClosed) return before;
    try {
      const made = await this.#make(before, since);
      this.#retryIn = firstRetry;
      return made;
    } catch (error) {
      this.#onFailure(error);
      if (!this.#isClosed) this.#retry = setTimeout(() => void this.changed(), this.#retryIn);
      this.#retryIn = Math.min(2 * this.#retryIn, longestRetry);
      return before;
    }
  }

  async #quiet(): Promise<void> {
    const end = performance.now() + longestWait;
    for (;;) {
      const wait = Math.min(this.#lastChange + quietTime, end) - performance.now();
      if (wait <= 0) return;
      await new Promise((passed) => setTimeout(passed, wait));
    }
  }
}
