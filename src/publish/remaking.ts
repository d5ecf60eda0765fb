/** Keeps something up to date that is made of files: made again when they may have changed, one time after the other. */

/** Changes that follow each other this closely count as one. Milliseconds. */
const quietTime = 20;
/** Changes that never pause are not waited for longer than this. Milliseconds. */
const longestWait = 100;
/** Time until what failed is tried again; twice as long each time that it fails. Milliseconds. */
const firstRetry = 500;
const longestRetry = 10_000;

/**
 * @typeParam T what is kept up to date
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
   * @param make makes it anew, or returns what it is given where nothing has changed; `since` is the time of the first change, by
   *   `performance.now()`. Never runs twice at once
   * @param onFailure called each time that `make` fails; what was made before is kept, and it is tried again
   */
  constructor(first: T, make: (before: T, since: number) => Promise<T>, onFailure: (error: unknown) => void) {
    this.#latest = Promise.resolve(first);
    this.#make = make;
    this.#onFailure = onFailure;
  }

  /** The state that holds every change told so far. Never rejects. */
  get latest(): Promise<T> {
    return this.#latest;
  }

  /** Tells of a change. Returns the state that holds it. */
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
    // What changes from here on may not be in what is made now, and is made after it.
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
