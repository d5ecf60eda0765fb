/** Who does the heavy jobs: worker threads for many, the main thread for a few, since a worker costs a third of a second to start. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Job, type JobResult, runJob } from './work.ts';

/** Jobs of fewer items than this are done in the main thread. */
const worthWorkers = 120;

interface Pending {
  readonly job: Job;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** Takes jobs in any number; worker threads are hired for the first large announcement and stay until they are dismissed. */
export class Crew {
  readonly #workers: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #queue: Pending[] = [];
  readonly #running = new Map<Worker, Pending>();

  /** Says how many files or pages are to come, so that workers are there when it is worth it. */
  expect(items: number): void {
    const size = availableParallelism();
    if (items < worthWorkers || size < 2 || this.#workers.length > 0) return;
    for (let n = 0; n < size; n++) this.#hire();
  }

  run<J extends Job>(job: J): Promise<JobResult<J>> {
    if (this.#workers.length === 0) return runJob(job);
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve: resolve as Pending['resolve'], reject });
      this.#next();
    });
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.terminate()));
  }

  #hire(): void {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    worker.on('message', ({ result, error }: { result?: never; error?: string }) => {
      const pending = this.#running.get(worker);
      this.#running.delete(worker);
      this.#idle.push(worker);
      if (error !== undefined) pending?.reject(new Error(error));
      else pending?.resolve(result as never);
      this.#next();
    });
    worker.on('error', (error) => {
      this.#running.get(worker)?.reject(error instanceof Error ? error : new Error(String(error)));
      this.#running.delete(worker);
    });
    this.#workers.push(worker);
    this.#idle.push(worker);
  }

  #next(): void {
    const worker = this.#queue.length > 0 ? this.#idle.pop() : undefined;
    const pending = worker && this.#queue.shift();
    if (!worker || !pending) return;
    this.#running.set(worker, pending);
    worker.postMessage({ job: pending.job });
    this.#next();
  }
}
