/**
 * One of `names.0.json`, `names.1.json` …: the names of articles in columns, which compress well. The most linked articles come
 * first, so that the first files suffice for a wiki too large to load completely.
 */
export interface NamesFile {
  readonly version: 2;
  /** Number of articles in all files together. */
  readonly articles: number;
  /** Number of articles per file; the last one may have fewer. */
  readonly size: number;
  /** Frequent words of headings and summaries that occur in no name, for correcting typing errors; only in the first file. */
  readonly terms?: readonly string[];
  /** Folder, ending in `/`, and label of the type. */
  readonly places: readonly (readonly [folder: string, type: string])[];
  readonly titles: readonly string[];
  /** Index into `places`, by title. */
  readonly at: readonly number[];
  /** Last segments of ids that `plainSegment` does not produce, by index of the title. */
  readonly ids: Readonly<Record<number, string>>;
  /** By index of the title. */
  readonly aliases: Readonly<Record<number, readonly string[]>>;
}

/**
 * Derives the last segment of most ids from the title. Writer and reader of the files share it, so that few ids need to be
 * stored.
 */
export function plainSegment(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
