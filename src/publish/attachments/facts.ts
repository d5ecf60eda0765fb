/** Facts about an attachment. */
export interface FileFacts {
  /** Digest of the published bytes; empty if none are published. */
  readonly digest: string;
  /** Digest of the bytes of the file, if others are published. */
  readonly written?: string;
  /** CSS pixels, as the picture is shown. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Whether smaller copies can be made of it. */
  readonly isStill?: true;
  /** What is wrong with it; follows its name in a sentence: `is damaged`. */
  readonly problem?: string;
  /** Whether a rewritten file is published instead (`publishedBytes`). */
  readonly isRewritten?: true;
  /** Whether it is not published, since it may be unsafe. */
  readonly isWithheld?: true;
}
