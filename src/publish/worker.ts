import { parentPort } from 'node:worker_threads';
import { type Job, runJob } from './work.ts';

/** Answers each job with its result, or with the error as text. */
parentPort?.on('message', ({ job }: { job: Job }) => {
  runJob(job).then(
    (result) => parentPort?.postMessage({ result }),
    (error: unknown) =>
      parentPort?.postMessage({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        // Of an error of the system: `code`, `path` and `syscall`.
        details: error instanceof Error ? { ...error } : {},
      }),
  );
});
