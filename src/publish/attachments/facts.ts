/** What is known of an attachment. */
export interface FileFacts {
  /** Of the bytes that are published; empty when none are. */
  readonly digest: string;
  /** CSS pixels, as the picture is shown. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Smaller copies can be made of it. */
  readonly isStill?: true;
  /** What is wrong with it, to be read after its name: `is damaged`. */
  readonly problem?: string;
  /** What is published is not the file, but made from it (`publishedBytes`). */
  readonly isRewritten?: true;
  /** It is not published: what it might do to its readers cannot be told. */
  readonly isWithheld?: true;
}
