/** Writes single files of the output if they have changed. */
import { digest } from './memory/digest.ts';
import type { Output } from './output/output.ts';
import { writeOutput } from './work.ts';

/** @param key digest of everything that `render` makes the file from */
export function publishFile(output: Output, path: string, key: string, render: () => string): void {
  if (output.needs(path, key)) writeOutput(output.staging, path, render());
}

export function publishText(output: Output, path: string, text: string): void {
  publishFile(output, path, digest(text), () => text);
}
