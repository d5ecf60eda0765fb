/** Compressed copies of the texts of a site, which some hosts send in their place: `index.html.br` and `index.html.gz`. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { digest } from './memory/digest.ts';
import type { Output } from './output/output.ts';
import { writeOutput } from './work.ts';

const texts = /\.(?:html|css|js|mjs|json|xml|svg|txt|md|wasm)$/;
/** Smaller files fit into one packet anyway. Bytes. */
const least = 1024;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** What every page loads is compressed as well as it can be. For pages, an eighth off their size would take ten times as long. */
const loadedByPages = /^(?:_assets|mermaid|pagefind)\//;

interface Encoding {
  readonly suffix: string;
  /** The higher, the smaller and the slower. */
  readonly qualityFor: (path: string) => number;
  readonly compress: (bytes: Uint8Array, quality: number) => Promise<Uint8Array>;
}

const encodings: readonly Encoding[] = [
  {
    suffix: '.br',
    qualityFor: (path) => (loadedByPages.test(path) ? 11 : 5),
    compress: (bytes, quality) =>
      brotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  { suffix: '.gz', qualityFor: () => 9, compress: (bytes, level) => zip(bytes, { level }) },
];

/**
 * Declares a copy in each encoding for every text of the output, and makes those that the last build has not made of the same
 * bytes. Call when all other files are written. A file of the author's with the name of a copy stays.
 *
 * @returns the number of copies made
 */
export async function precompress(output: Output, onProgress: (done: number, of: number) => void): Promise<number> {
  const waiting = output.paths.filter((path) => texts.test(path)).filter((path) => !isKept(output, path));
  let [next, done, made] = [0, 0, 0];
  // The library compresses in threads of its own.
  const lane = async (): Promise<void> => {
    for (let path = waiting[next++]; path !== undefined; path = waiting[next++]) {
      made += await compressFile(output, path);
      onProgress(++done, waiting.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return made;
}

/** Whether a file and its copies are those of the earlier build. */
function isKept(output: Output, path: string): boolean {
  if (output.placeOf(path).isNew) return false;
  return encodings.map(({ suffix }) => output.isForeign(path + suffix) || output.keep(path + suffix)).every(Boolean);
}

async function compressFile(output: Output, path: string): Promise<number> {
  const bytes = readFileSync(output.placeOf(path).file);
  if (bytes.length < least) return 0;
  const text = bytes.toString('latin1');
  let made = 0;
  for (const { suffix, qualityFor, compress } of encodings) {
    const copy = path + suffix;
    const quality = qualityFor(path);
    if (output.isForeign(copy) || !output.needs(copy, digest(String(quality), text))) continue;
    writeOutput(output.staging, copy, await compress(bytes, quality));
    made++;
  }
  return made;
}
