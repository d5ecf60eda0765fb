/** Runs heavy jobs: many in worker threads and the main thread, few in the main thread only. */
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Job, type JobResult, runJob } from './work.ts';

/**
 * Minimum number of items for worker threads. For fewer, loading and warming up the same code in a second thread costs more than
 * it saves.
 */
const worthWorkers = 2500;

const workerScript = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url);

/** Number of jobs queued at each worker, so that workers do not wait for the main thread. */
const jobsAhead = 2;

interface Pending {
  readonly job: Job;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** What a worker says of a job: its result, or the error as text with what an error of the system tells. */
interface Answer {
  readonly result?: never;
  readonly error?: string;
  readonly details?: object;
}

/** A worker thread and its jobs, in order. */
interface Hand {
  readonly worker: Worker;
  readonly given: Pending[];
}

/**
 * Runs any number of jobs. Worker threads, one fewer than there are processors, start at the first large announcement and run until
 * they are dismissed. Without workers, a job waits until the main thread is asked to help.
 */
export class Crew {
  readonly #hands: Hand[] = [];
  readonly #queue: Pending[] = [];
  readonly #apart = new Set<Worker>();

  /** Announces the number of files or pages to come. Starts workers if that is worth it. */
  expect(items: number): void {
    const size = availableParallelism();
    if (items < worthWorkers || this.#hands.length > 0) return;
    for (let n = 0; n < size - 1; n++) this.#hire();
  }

  get hasWorkers(): boolean {
    return this.#hands.length > 0;
  }

  run<J extends Job>(job: J): Promise<JobResult<J>> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve: resolve as Pending['resolve'], reject });
      this.#handOut();
    });
  }

  /** Runs waiting jobs in the main thread too, until none waits. */
  async help(): Promise<void> {
    for (let pending = this.#queue.pop(); pending; pending = this.#queue.pop()) {
      await runJob(pending.job).then((result) => pending?.resolve(result as never), pending.reject);
      // Receives the answers of workers.
      await new Promise(setImmediate);
    }
  }

  /**
   * Runs one long job in a separate thread, so that no other job waits for it.
   *
   * @param isLong if false, the job is not worth a thread and runs here at once
   */
  async runApart<J extends Job>(job: J, isLong: boolean): Promise<JobResult<J>> {
    if (!isLong) return runJob(job);
    const worker = new Worker(workerScript);
    this.#apart.add(worker);
    try {
      return await new Promise((resolve, reject) => {
        worker.once('message', ({ result, error, details }: Answer) => {
          if (error === undefined) resolve(result as never);
          else reject(Object.assign(new Error(error), details));
        });
        worker.once('error', reject);
        worker.once('exit', () => reject(new Error('The thread ended before its job was done.')));
        worker.postMessage({ job });
      });
    } finally {
      this.#apart.delete(worker);
      await worker.terminate();
    }
  }

  /** Jobs that still wait are not done. */
  async dismiss(): Promise<void> {
    this.#queue.length = 0;
    const workers = [...this.#hands.splice(0).map(({ worker }) => worker), ...this.#apart];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #hire(): void {
    const hand: Hand = { worker: new Worker(workerScript), given: [] };
    hand.worker.on('message', ({ result, error, details }: Answer) => {
      const pending = hand.given.shift();
      this.#handOut();
      if (error !== undefined) pending?.reject(Object.assign(new Error(error), details));
      else pending?.resolve(result as never);
    });
    hand.worker.on('error', (error) => {
      for (const { reject } of hand.given.splice(0)) reject(error instanceof Error ? error : new Error(String(error)));
    });
    // Code of the wiki may end the thread.
    hand.worker.on('exit', () => {
      for (const { reject } of hand.given.splice(0)) reject(new Error('The thread ended before its job was done.'));
      const index = this.#hands.indexOf(hand);
      if (index >= 0) this.#hands.splice(index, 1);
    });
    this.#hands.push(hand);
  }

  /** Hands waiting jobs to the workers until their queues are full. */
  #handOut(): void {
    for (const { worker, given } of this.#hands) {
      while (given.length < jobsAhead) {
        const pending = this.#queue.shift();
        if (!pending) return;
        given.push(pending);
        worker.postMessage({ job: pending.job });
      }
    }
  }
}
