/**
 * The nouns of a wiki. Plain data only: every value here can be written as JSON and read back.
 *
 * Offsets are UTF-16 code units into the text of the file they speak of, as JavaScript strings count them.
 */

declare const idBrand: unique symbol;

/** Identity and URL path of an article: `concepts/latent-space`. Made by `articleId` alone. */
export type ArticleId = string & { readonly [idBrand]: true };

/** A markdown file of the vault. `path` is relative to the vault's root, with `/`. */
export interface VaultFile {
  readonly path: string;
  /** Without a BOM; lines end in `\n`. A lone `\r` in it may be what is left of a `\right`. */
  readonly text: string;
  /** What was taken out of `text` so that it is so; absent when nothing was. */
  readonly taken?: readonly ('bom' | 'crlf')[];
  /** Changes whenever the bytes of the file change. */
  readonly digest: string;
}

/** Any other file of the vault: an image, a PDF. */
export interface Attachment {
  readonly path: string;
  readonly bytes: number;
}

/** Half-open range of offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lines and columns start at 1; the end is exclusive. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export type Severity = 'error' | 'warning' | 'info';

export interface Diagnostic extends Position {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly path: string;
}

export type ArticleStatus = 'draft' | 'stable' | 'deprecated';
export type Trust = 'unverified' | 'machine-confirmed' | 'human-reviewed';

export interface Heading {
  readonly depth: number;
  readonly text: string;
  /** As GitHub makes them; unique within the article. */
  readonly id: string;
  readonly span: Span;
  /** What its line says with its markup, where that is not `text`: `The [[Store|store]]`. Links may name it by these words. */
  readonly written?: string;
  /** `find` of `## Findings ^find`. */
  readonly block?: HeadingBlockId;
  readonly lifted?: Lifted;
}

/** The block id of a heading. */
export interface HeadingBlockId {
  /** Without `^`. */
  readonly id: string;
  /** Where it is written, with the white space before it. */
  readonly span: Span;
}

/** A paragraph, item, list, quote, table or piece of code that links can name. */
export interface NamedBlock {
  /** Without `^`. */
  readonly id: string;
  readonly span: Span;
}

/** Where in the article a link stands: its kind decides in which heap of the graph it lands. */
export type LinkKind = 'body' | 'property' | 'connection' | 'embed' | 'source';

/** The sentence around a link, as plain text. `words` are the link's own. */
export interface Mention {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** The sentences in which an article links to others and cites them. */
export interface Mentions {
  /** By the number of the link; null for one that stands in no sentence. */
  readonly links: readonly (Mention | null)[];
  /** By the number of the citation. */
  readonly claims: readonly string[];
}

export const noMentions: Mentions = { links: [], claims: [] };

/** A link as the author wrote it, before anybody asked where it goes. */
export interface WrittenLink {
  readonly kind: LinkKind;
  readonly syntax: 'wikilink' | 'markdown' | 'path';
  /** What names the target, decoded, without anchor: `Latent space`, `../entities/x.md`; empty for a link within the page. */
  readonly target: string;
  /** What follows the first `#`, as written: `Findings`, `A#B`, `^block`; undefined when there is none. */
  readonly anchor?: string;
  /** Target and anchor as written, where `target#anchor` has other white space: `Issue #42 fix`. */
  readonly spelled?: string;
  /** The text the author gave; undefined when the link shows its target. */
  readonly label?: string;
  readonly span: Span;
  /** Plain text that may happen to name something: nothing is wrong when it does not. */
  readonly isOptional?: true;
}

/** `- Label: [[A]], [[B]] (note)`, or an entry of a frontmatter list. */
export interface WrittenConnection {
  /** As written; undefined for an untyped connection. */
  readonly label?: string;
  /** Where the label stands; the link's place when there is none. */
  readonly labelSpan: Span;
  /** Indices into the links of the article. */
  readonly links: readonly number[];
  /** What the author said of it, as plain text. */
  readonly note?: string;
}

/** A body section that a panel of the page shows instead: the section itself is not printed again. */
export type LiftedSection = 'summary' | 'connections' | 'sources';

/** What stands elsewhere on the page: a section in its panel, the title at its top. */
export type Lifted = LiftedSection | 'title';

export interface WrittenSource {
  /** Key that footnotes cite it by. */
  readonly id?: string;
  /** Index into the links of the article, when the source points into the vault. */
  readonly link?: number;
  readonly url?: string;
  /** Citation or title as plain text. */
  readonly text?: string;
  readonly author?: string;
  /** When the source itself was last changed, or when it appeared. */
  readonly date?: string;
  /** How often it was used within `usageWindow`: a sign of life, no score (OKF v0.2 §5.1). */
  readonly usageCount?: number;
  readonly usageWindow?: DateRange;
  /** What its entry says under keys of its own, as plain text. */
  readonly remark?: string;
  /**
   * Who names it: the article in its list of sources, or a claim of the body alone; `footnote`, a claim whose footnote may as well be
   * a remark that links somewhere: it counts where the link leads to a source.
   */
  readonly origin?: 'claim' | 'footnote';
}

/** Days, or instants, in ISO 8601. */
export interface DateRange {
  readonly from?: string;
  readonly to?: string;
}

/** A claim of the body that says which source it rests on. */
export interface WrittenCitation {
  /** Index into the sources of the article. */
  readonly source: number;
  /** The place in the source: `42-58`, `p. 3`. */
  readonly locator?: string;
  /** Index of the heading that the claim stands under; -1 above the first. */
  readonly section: number;
  readonly span: Span;
}

/** A work that an article is about, as its frontmatter tells. */
export interface SourceRecord {
  readonly authors: readonly string[];
  /** ISO 8601, as exact as it is known: `2025`, `2025-06`, `2025-06-20`. */
  readonly issued?: string;
  readonly url?: string;
  /** `10.1145/3292500.3330919` */
  readonly doi?: string;
  /** `2510.05179` */
  readonly arxiv?: string;
  readonly isbn?: string;
  /** Journal, conference or site it appeared in. */
  readonly container?: string;
  readonly publisher?: string;
  readonly volume?: string;
  readonly issue?: string;
  readonly pages?: string;
}

/** A link in a value of the frontmatter. */
export interface ValueLink {
  readonly path: readonly (string | number)[];
  /** Index into the links of the article. */
  readonly link: number;
}

export interface Stamp {
  readonly by: string;
  readonly at?: string;
}

/** Frontmatter after synonyms, coercions and checks; dates are ISO 8601 (`2026-05-22` or a full instant). */
export interface Properties {
  readonly title?: string;
  /** As written; for a type that is a link, the words of the link, or the title of its target once the wiki is linked. */
  readonly type?: string;
  /** The first of its `categories`, which is its type where neither `type` nor a folder tells. */
  readonly category?: string;
  readonly summary?: string;
  readonly aliases: readonly string[];
  readonly tags: readonly string[];
  readonly created?: string;
  readonly updated?: string;
  /** What the status means for trust; a word of the author's own counts as `stable`. */
  readonly status: ArticleStatus;
  /** The author's own word for the status, such as `evergreen`; absent for one of the three. */
  readonly statusWord?: string;
  readonly confidence?: string;
  readonly generated?: Stamp;
  readonly verified: readonly Stamp[];
  readonly staleAfter?: string;
  /** When the uses that its sources count took place. */
  readonly usageWindow?: DateRange;
  readonly resource?: string;
  readonly permalink?: string;
  readonly lang?: string;
  readonly image?: string;
  readonly isPrivate: boolean;
  /** Unknown keys, kept as they are. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** One entry of a change log; what it says is HTML, made by render/. */
export interface LogEntry {
  /** `2026-05-22` */
  readonly date: string;
  /** What was done: `ingest`, `Update`. */
  readonly action?: string;
}

export type SummaryOrigin = 'property' | 'line' | 'section' | 'paragraph' | 'none';

/** What a file is for: an article, the page of a folder (`index.md`), the change log (`log.md`), or a raw source. */
export type FileRole = 'article' | 'index' | 'log' | 'raw';

/** All that one file says, known without looking at any other. */
export interface ParsedArticle extends WrittenPlaces {
  readonly path: string;
  readonly digest: string;
  readonly role: FileRole;
  readonly properties: Properties;
  readonly title: string;
  /** Plain text; empty when there is nothing to take it from. */
  readonly summary: string;
  readonly summaryOrigin: SummaryOrigin;
  readonly headings: readonly Heading[];
  /** Blocks of the body that have a `^id`; no two have the same. */
  readonly blocks: readonly NamedBlock[];
  /** Ids that the author gave to elements of raw HTML; absent when there are none. */
  readonly elementIds?: readonly string[];
  readonly links: readonly WrittenLink[];
  readonly connections: readonly WrittenConnection[];
  readonly sources: readonly WrittenSource[];
  readonly citations: readonly WrittenCitation[];
  /** The work that the article is about; undefined when it tells of none. */
  readonly record?: SourceRecord;
  /** The links that values of unknown keys hold, by the path of the value: `['executor', 'resource']`. */
  readonly valueLinks: readonly ValueLink[];
  /** Its title and aliases that are written as links, as plain words; absent when there are none. */
  readonly linkedNames?: readonly string[];
  /** Properties that are links, by the number of the link: the title of its target is the value. Absent when there are none. */
  readonly linkedProperties?: Readonly<Partial<Record<'type' | 'status' | 'category', number>>>;
  /** The frontmatter holds placeholders that a template program would fill in. */
  readonly isTemplate?: true;
  /** Stretches of plain prose, without code, links and headings: start, end, start, end … as offsets of the file. */
  readonly prose: readonly number[];
  /** Of a change log, in its order. */
  readonly log?: readonly LogEntry[];
  readonly words: number;
  /** Offset at which the body starts. */
  readonly bodyStart: number;
  /** Comments of the body, and elements of HTML that are removed with all they hold: no page shows them. Absent when there are none. */
  readonly comments?: readonly Span[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where the values of some properties stand; a title that is a heading stands there. */
  readonly places: Readonly<Partial<Record<'title' | 'type' | 'updated' | 'staleAfter', Span>>>;
}

/** What it takes to turn offsets of the text that was read from a file into lines and columns of that file. */
export interface WrittenPlaces {
  /** Offset in the file of each line's start. */
  readonly lineStarts: readonly number[];
  /**
   * Where the text that was read departs from the file, as pairs of offsets: from the first on, in the text, characters are where
   * the second says, in the file. Absent when both are the same.
   */
  readonly moved?: readonly number[];
}

/** Words of an article as readers know them, and what each counts for; those that count most first. */
export interface Terms {
  readonly words: readonly string[];
  readonly counts: readonly number[];
}

/** An article of the finished wiki. */
export interface Article {
  readonly id: ArticleId;
  readonly type: string;
  readonly trust: Trust;
  /** Tag of its language: its own, its folder's, or the wiki's. */
  readonly lang: string;
  readonly parsed: ParsedArticle;
}

/** Where a link goes. Decided once, in resolve/. */
export type Resolution =
  /** `fragment` is the id of an element of the page, without `#`; a part that the link names and the article has not is `isPartMissing`. */
  | { readonly state: 'article'; readonly id: ArticleId; readonly fragment?: string; readonly isPartMissing?: true }
  | { readonly state: 'attachment'; readonly path: string; readonly fragment?: string }
  | { readonly state: 'missing'; readonly name: string }
  /** An article that is not published: even its name is withheld. */
  | { readonly state: 'private' }
  | { readonly state: 'ambiguous'; readonly name: string; readonly candidates: readonly ArticleId[] }
  /** A scheme that runs code, or a path that leaves the vault. */
  | { readonly state: 'unsafe' };
