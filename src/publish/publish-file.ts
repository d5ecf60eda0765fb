/** Single files of the output, written only where they say something else than last time. */
import { digest } from './memory/digest.ts';
import type { Output } from './output/output.ts';
import { writeOutput } from './work.ts';

/** @param key digest of all that `render` makes the file of */
export function publishFile(output: Output, path: string, key: string, render: () => string): void {
  if (output.needs(path, key)) writeOutput(output.staging, path, render());
}

export function publishText(output: Output, path: string, text: string): void {
  publishFile(output, path, digest(text), () => text);
}
