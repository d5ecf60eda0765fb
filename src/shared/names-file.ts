/**
 * One of `names.0.json`, `names.1.json` …: what articles are called, in columns, which compress well. The most linked articles
 * come first, so that of a wiki too large to be loaded whole the first files are the ones to have.
 */
export interface NamesFile {
  readonly version: 2;
  /** How many articles all files have together. */
  readonly articles: number;
  /** How many articles a file has; the last one may have fewer. */
  readonly size: number;
  /** The most frequent words of headings and summaries that no name has, so that a typing error in one can be corrected; in the first file only. */
  readonly terms?: readonly string[];
  /** Folder, with a `/` at its end, and label of the type. */
  readonly places: readonly (readonly [folder: string, type: string])[];
  readonly titles: readonly string[];
  /** The number of its place in `places`, for each title. */
  readonly at: readonly number[];
  /** Last segments of ids, by the number of the title, where `plainSegment` does not give them. */
  readonly ids: Readonly<Record<number, string>>;
  /** By the number of the title. */
  readonly aliases: Readonly<Record<number, readonly string[]>>;
}

/** The last segment of most ids, from the title: writer and reader of the files go by it, so that few ids need to be written. */
export function plainSegment(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
