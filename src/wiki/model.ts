/**
 * The types of a wiki. Plain data: every value can be written as JSON and read back.
 *
 * Offsets are UTF-16 code units into the text of the file, as in JavaScript strings.
 */

declare const idBrand: unique symbol;

/** Identity and URL path of an article: `concepts/latent-space`. Made only by `articleId`. */
export type ArticleId = string & { readonly [idBrand]: true };

/** A markdown file of the vault. `path` is relative to the vault's root, with `/`. */
export interface VaultFile {
  readonly path: string;
  /** Without a BOM; lines end in `\n`. A lone `\r` may be the remains of a `\right`. */
  readonly text: string;
  /** What was removed from the file to get `text`; absent if nothing was. */
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
  /** As GitHub makes heading ids; unique within the article. */
  readonly id: string;
  readonly span: Span;
  /** The line with its markup, if it differs from `text`: `The [[Store|store]]`. Links may name the heading this way. */
  readonly written?: string;
  /** The block id, such as `find` in `## Findings ^find`. */
  readonly block?: HeadingBlockId;
  readonly lifted?: Lifted;
}

/** The block id of a heading. */
export interface HeadingBlockId {
  /** Without `^`. */
  readonly id: string;
  /** Includes the white space before it. */
  readonly span: Span;
}

/** A paragraph, item, list, quote, table or piece of code that links can name. */
export interface NamedBlock {
  /** Without `^`. */
  readonly id: string;
  readonly span: Span;
}

/** The part of an article that a link is in. The graph keeps the kinds apart. */
export type LinkKind = 'body' | 'property' | 'connection' | 'embed' | 'source';

/** The sentence around a link, as plain text. `words` is the text of the link itself. */
export interface Mention {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** The sentences in which an article links to others or cites sources. */
export interface Mentions {
  /** By index of the link; null for a link outside any sentence. */
  readonly links: readonly (Mention | null)[];
  /** By index of the citation. */
  readonly claims: readonly string[];
}

export const noMentions: Mentions = { links: [], claims: [] };

/** A link as written, not yet resolved. */
export interface WrittenLink {
  readonly kind: LinkKind;
  readonly syntax: 'wikilink' | 'markdown' | 'path';
  /** The target, decoded, without its anchor: `Latent space`, `../entities/x.md`; empty for a link within the page. */
  readonly target: string;
  /** Everything after the first `#`, as written: `Findings`, `A#B`, `^block`; undefined if there is no `#`. */
  readonly anchor?: string;
  /** Target and anchor as written, if the white space differs from `target#anchor`: `Issue #42 fix`. */
  readonly spelled?: string;
  /** The author's text for the link; undefined if the link shows its target. */
  readonly label?: string;
  readonly span: Span;
  /** Plain text that may name an article; not an error if it does not. */
  readonly isOptional?: true;
}

/** The parts of a link that are needed to look it up. */
export type LinkName = Pick<WrittenLink, 'target' | 'anchor' | 'spelled'>;

/** A link that readers must not see as written. */
export interface HiddenLink {
  readonly link: LinkName;
  readonly instead: {
    readonly target: string;
    readonly anchor?: string;
    /** The text to show if the author gave none. */
    readonly shown: string;
  };
}

/** A stretch of a text that readers see differently. */
export interface HiddenStretch {
  readonly span: Span;
  /** Plain text. */
  readonly text: string;
}

/** `- Label: [[A]], [[B]] (note)`, or an entry of a frontmatter list. */
export interface WrittenConnection {
  /** As written; undefined for an untyped connection. */
  readonly label?: string;
  /** Place of the label; without one, the place of the link. */
  readonly labelSpan: Span;
  /** Indices into the links of the article. */
  readonly links: readonly number[];
  /** The author's remark on it, as plain text. */
  readonly note?: string;
}

/** A body section that a panel of the page shows; it is not repeated in the body. */
export type LiftedSection = 'summary' | 'connections' | 'sources';

/** Content that the page shows elsewhere: a section in its panel, the title at the top. */
export type Lifted = LiftedSection | 'title';

export interface WrittenSource {
  /** Key that footnotes cite the source by. */
  readonly id?: string;
  /** Index into the links of the article, if the source is in the vault. */
  readonly link?: number;
  readonly url?: string;
  /** Citation or title, as plain text. */
  readonly text?: string;
  readonly author?: string;
  /** When the source itself was last changed or published. */
  readonly date?: string;
  /** How often it was used within `usageWindow`: a sign of life, not a score (OKF v0.2 §5.1). */
  readonly usageCount?: number;
  readonly usageWindow?: DateRange;
  /** Values of unknown keys of its entry, as plain text. */
  readonly remark?: string;
  /**
   * Where the source is named; absent for the article's list of sources. `claim`: only by a claim in the body. `footnote`: by a
   * footnote that may also be an ordinary remark with a link; it counts only if the link leads to a source.
   */
  readonly origin?: 'claim' | 'footnote';
}

/** Days, or instants, in ISO 8601. */
export interface DateRange {
  readonly from?: string;
  readonly to?: string;
}

/** A claim in the body that names the source it rests on. */
export interface WrittenCitation {
  /** Index into the sources of the article. */
  readonly source: number;
  /** The place in the source: `42-58`, `p. 3`. */
  readonly locator?: string;
  /** Index of the heading above the claim; -1 before the first heading. */
  readonly section: number;
  readonly span: Span;
}

/** Bibliographic data of the work that an article is about, from its frontmatter. */
export interface SourceRecord {
  readonly authors: readonly string[];
  /** ISO 8601, as precise as known: `2025`, `2025-06`, `2025-06-20`. */
  readonly issued?: string;
  readonly url?: string;
  /** `10.1145/3292500.3330919` */
  readonly doi?: string;
  /** `2510.05179` */
  readonly arxiv?: string;
  readonly isbn?: string;
  /** Journal, conference or site that published it. */
  readonly container?: string;
  readonly publisher?: string;
  readonly volume?: string;
  readonly issue?: string;
  readonly pages?: string;
}

/** A link in a frontmatter value. */
export interface ValueLink {
  readonly path: readonly (string | number)[];
  /** Index into the links of the article. */
  readonly link: number;
}

export interface Stamp {
  readonly by: string;
  readonly at?: string;
}

/** Who may read an article, according to the article itself. */
export interface PrivacyProperties {
  /** Not public: a draft, or private. */
  readonly isPrivate: boolean;
  /** Private only until it is finished: `--drafts` publishes it. Absent if the article is also private for another reason. */
  readonly isDraft?: true;
  /** The audiences it is for, in lower case; absent if it is for everyone. */
  readonly audiences?: readonly string[];
  /** Set by `dg-publish: true`; a Digital Garden vault publishes only such articles. */
  readonly isChosen?: true;
}

/** Frontmatter after synonyms, coercions and checks; dates are ISO 8601 (`2026-05-22` or a full instant). */
export interface Properties extends PrivacyProperties {
  readonly title?: string;
  /** As written. If the type is a link, its text, or the title of its target after linking. */
  readonly type?: string;
  /** The first of its `categories`; the type if neither `type` nor a folder gives one. */
  readonly category?: string;
  readonly summary?: string;
  readonly aliases: readonly string[];
  readonly tags: readonly string[];
  readonly created?: string;
  readonly updated?: string;
  /** How the status affects trust; an author's own word counts as `stable`. */
  readonly status: ArticleStatus;
  /** The author's own word for the status, such as `evergreen`; absent for the three built-in ones. */
  readonly statusWord?: string;
  readonly confidence?: string;
  readonly generated?: Stamp;
  readonly verified: readonly Stamp[];
  readonly staleAfter?: string;
  /** The period in which the uses counted by its sources took place. */
  readonly usageWindow?: DateRange;
  readonly resource?: string;
  readonly permalink?: string;
  readonly lang?: string;
  readonly image?: string;
  /** Unknown keys, unchanged. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** An entry of a change log. Its text is printed as HTML by render/. */
export interface LogEntry {
  /** `2026-05-22` */
  readonly date: string;
  /** Kind of change: `ingest`, `Update`. */
  readonly action?: string;
}

export type SummaryOrigin = 'property' | 'line' | 'section' | 'paragraph' | 'none';

/** Role of a file: article, page of a folder (`index.md`), change log (`log.md`) or raw source. */
export type FileRole = 'article' | 'index' | 'log' | 'raw';

/** Everything known about one file without looking at any other. */
export interface ParsedArticle extends WrittenPlaces {
  readonly path: string;
  readonly digest: string;
  readonly role: FileRole;
  readonly properties: Properties;
  readonly title: string;
  /** Plain text; empty if the file has none. */
  readonly summary: string;
  readonly summaryOrigin: SummaryOrigin;
  readonly headings: readonly Heading[];
  /** Blocks of the body with a `^id`; ids are unique. */
  readonly blocks: readonly NamedBlock[];
  /** Ids that the author gave to raw HTML elements; absent if there are none. */
  readonly elementIds?: readonly string[];
  readonly links: readonly WrittenLink[];
  /** Links that are plain text: in titles, alternative texts, attributes, lines that cannot be read. Absent if there are none. */
  readonly linksInText?: readonly LinkName[];
  readonly connections: readonly WrittenConnection[];
  readonly sources: readonly WrittenSource[];
  readonly citations: readonly WrittenCitation[];
  /** The work that the article is about; undefined if the frontmatter describes none. */
  readonly record?: SourceRecord;
  /** Links in values of unknown keys, by the path of the value: `['executor', 'resource']`. */
  readonly valueLinks: readonly ValueLink[];
  /**
   * Title and aliases that the file gives, and that code of the wiki has taken away or replaced; absent if there are none. Links that
   * use them name this article if it is private, and no other.
   */
  readonly writtenNames?: readonly string[];
  /** Title and aliases that are written as links, as plain text; absent if there are none. */
  readonly linkedNames?: readonly string[];
  /**
   * Properties whose value is a link, by index of the link; the title of its target becomes the value. Absent if there are none.
   */
  readonly linkedProperties?: Readonly<Partial<Record<'type' | 'status' | 'category', number>>>;
  /** The frontmatter has placeholders for a template engine to fill in. */
  readonly isTemplate?: true;
  /** Stretches of plain prose, without code, links and headings: start, end, start, end … as offsets in the file. */
  readonly prose: readonly number[];
  /** For a change log, its entries in order. */
  readonly log?: readonly LogEntry[];
  readonly words: number;
  /** Offset at which the body starts. */
  readonly bodyStart: number;
  /**
   * Comments in the body, and HTML elements that are removed with their content; no page shows them. Absent if there are none.
   */
  readonly comments?: readonly Span[];
  /** Stretches of the file that readers see differently, in order, except the links in `links`. Absent if there are none. */
  readonly hidden?: readonly HiddenStretch[];
  readonly diagnostics: readonly Diagnostic[];
  /** Places of some property values. A title taken from a heading has the heading's place. */
  readonly places: Readonly<Partial<Record<'title' | 'type' | 'updated' | 'staleAfter', Span>>>;
}

/** Maps offsets in the text that was read from a file to lines and columns of the file. */
export interface WrittenPlaces {
  /** Offset in the file of the start of each line. */
  readonly lineStarts: readonly number[];
  /**
   * Offset pairs where the text that was read differs from the file: from the first offset in the text on, characters are at the
   * second offset in the file. Absent if the two are the same.
   */
  readonly moved?: readonly number[];
}

/** Words of an article as readers know them, with their weights, heaviest first. */
export interface Terms {
  readonly words: readonly string[];
  readonly counts: readonly number[];
}

/** An article of the linked wiki. */
export interface Article {
  readonly id: ArticleId;
  readonly type: string;
  readonly trust: Trust;
  /** Language tag: of the article, its folder, or the wiki. */
  readonly lang: string;
  readonly parsed: ParsedArticle;
}

/** Target of a link. Decided once, in resolve/. */
export type Resolution =
  /**
   * `fragment` is the id of an element of the page, without `#`. `isPartMissing`: the article lacks the part that the link names.
   */
  | { readonly state: 'article'; readonly id: ArticleId; readonly fragment?: string; readonly isPartMissing?: true }
  | { readonly state: 'attachment'; readonly path: string; readonly fragment?: string }
  | { readonly state: 'missing'; readonly name: string }
  /** An unpublished article; even its name is withheld. */
  | { readonly state: 'private' }
  | { readonly state: 'ambiguous'; readonly name: string; readonly candidates: readonly ArticleId[] }
  /** A scheme that runs code, or a path that leaves the vault. */
  | { readonly state: 'unsafe' };
