/**
 * Page payloads: everything a page shows, already sorted, counted, cut and linked. The theme prints them and makes no decisions.
 *
 * Every `href` is ready to print: it includes the base path and is percent-encoded. Every `…Html` string is sanitised HTML with
 * resolved links. Everything else is plain text.
 */
import type { AllowedHosts } from '../site/allowed-hosts.ts';
import type { PanelName } from '../site/panel-names.ts';
import type { SlotHtml } from '../site/slots.ts';
import type { ArticleStatus, LinkKind, Mention, Trust } from '../wiki/model.ts';
import type { Need } from './print/printer.ts';

/** Used by components to print words of the interface (theme/env.d.ts). @public */
export type { Say } from '../site/words.ts';

/** How a type is distinguished: by shape and label first, by hue second. */
export interface TypeMark {
  readonly key: string;
  /** `Concept` */
  readonly label: string;
  /** `Concepts` */
  readonly plural: string;
  readonly shape: 'circle' | 'diamond' | 'page' | 'square' | 'triangle' | 'hexagon' | 'ring';
  /** OKLCH hue in degrees. */
  readonly hue: number;
  readonly href: string;
}

/** A date for people (`22 May 2026`) and for machines (`2026-05-22`, or a full instant). */
export interface DateMark {
  readonly iso: string;
  readonly label: string;
}

export interface NavLink {
  readonly label: string;
  readonly href: string;
}

/** A link with the number of items at its target. */
export interface NavCount extends NavLink {
  readonly count: number;
}

/** A font of the wiki's own: `names` as in CSS, or the address of a file. */
export interface SiteFont {
  readonly use: 'text' | 'interface' | 'code';
  readonly names?: string;
  readonly href?: string;
}

/** Part of every page, so a change here rebuilds all pages. */
export interface SitePayload {
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  /** Absolute URL of the site, including the base path and a trailing slash; undefined if the wiki gives no `url`. */
  readonly url?: string;
  readonly homeHref: string;
  readonly allHref: string;
  readonly recentHref: string;
  /** Undefined for a wiki without articles. */
  readonly typesHref?: string;
  /** Undefined if no article has a tag. */
  readonly tagsHref?: string;
  readonly searchHref: string;
  /** Undefined if there are no feeds. */
  readonly feedHref?: string;
  /** Folder of Pagefind's files, with a trailing slash; undefined if search is off. */
  readonly pagefindHref?: string;
  /** `/graph/`; undefined if the graph is off. */
  readonly graphHref?: string;
  /** Whether links show a preview of their target. */
  readonly previews: boolean;
  /** Types that articles have. */
  readonly types: readonly TypeMark[];
  /** From `theme:` in sourcebook.yaml. */
  readonly accent?: string;
  readonly width?: string;
  readonly fonts: readonly SiteFont[];
  readonly logoHref?: string;
  readonly logoDarkHref?: string;
  /** Our own if the wiki names none. */
  readonly faviconHref: string;
  readonly cssHref?: string;
  /** Links in the header in place of the usual ones; absent for none. */
  readonly nav?: readonly NavLink[];
  /** The wiki's own HTML, by the place where it is shown; sanitised, unless whoever publishes the wiki wrote it. */
  readonly slots: SlotHtml;
  /** Hosts that pages may load from; undefined for none. */
  readonly allow?: AllowedHosts;
}

export interface TypeEntry {
  readonly type: TypeMark;
  readonly count: number;
}

/** An article as it appears on other pages. */
export interface Card {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly type: TypeMark;
  /** At most 120 characters, ending in `…` if it was cut; may be empty. */
  readonly summary: string;
  /** Undefined if the article does not record who made or verified it. */
  readonly trust?: Trust;
  readonly status: ArticleStatus;
  /** The author's own word for the status, shown as written; the article counts as `stable`. */
  readonly statusWord?: string;
  /** The instant from which the article is stale; compared with the reader's clock too. */
  readonly staleAfter?: string;
  readonly stale: boolean;
}

export interface BacklinkCard extends Card {
  /** The sentences that link here, in the order of the article. */
  readonly mentions: readonly Mention[];
}

export interface RelatedCard extends Card {
  /** `shares 3 sources`, `linked by both` */
  readonly reasons: readonly string[];
}

/** The target of a link: an article, a missing article, an ambiguous name, or an address outside the articles. */
export type Target =
  | {
      readonly kind: 'article';
      readonly id: string;
      /** Includes the fragment of the part that the link names. */
      readonly href: string;
      readonly title: string;
      readonly type: TypeMark;
      /** Shown instead of the title: the author's label, or the title with the heading that the link leads to. */
      readonly label?: string;
    }
  | { readonly kind: 'missing'; readonly name: string }
  /** `href` leads to the page that lists the articles. */
  | { readonly kind: 'ambiguous'; readonly href: string; readonly label: string }
  | { readonly kind: 'external'; readonly href: string; readonly label: string };

export interface ConnectionItem {
  readonly targets: readonly Target[];
  /** The author's note; may be empty. */
  readonly noteHtml: string;
  /** Other notes of the author on the same connection. */
  readonly moreNotesHtml: readonly string[];
}

export interface ConnectionGroup {
  /** `Augmented by`, `Compatible with`; `See also` for untyped connections. */
  readonly label: string;
  readonly direction: 'outgoing' | 'incoming';
  /** An incoming relation without a declared inverse: the label is a quotation, shown as `Failure mode demonstrated by ←`. */
  readonly quoted: boolean;
  readonly items: readonly ConnectionItem[];
}

/** How reliable an article is. */
export type Standing = Pick<Card, 'trust' | 'status' | 'statusWord' | 'stale' | 'staleAfter'>;

export interface SourceItem {
  /** The id that the article itself uses for it. */
  readonly id?: string;
  /** Fragment that citations link to. */
  readonly anchor: string;
  /** Number shown in citations: `[2]`; undefined if no claim names its source. */
  readonly number?: number;
  /** The source itself: an article of this wiki, a missing one, a URL; undefined for a plain citation. */
  readonly target?: Target;
  /** Plain text shown after the target, or alone if there is none. */
  readonly text: string;
  readonly author?: string;
  readonly date?: DateMark;
  /** `used 1,240 times, 1 April 2026 to 30 June 2026` */
  readonly usage?: string;
  /** For a source that is an article. */
  readonly standing?: Standing;
  /** The author's note on it in a footnote; may be empty. */
  readonly noteHtml: string;
  /** The claims that cite it, in the order of the text. */
  readonly claims: readonly NavLink[];
}

/** The sources of an article, and how it uses them. */
export interface SourceList {
  readonly items: readonly SourceItem[];
  /** Number of claims that name their source. */
  readonly claimCount: number;
  /** Sections with claims but no source, if other sections name theirs. */
  readonly uncited: readonly NavLink[];
}

/** An article that cites a source, for `Cited by 6 articles`. */
export interface CitedByEntry {
  readonly target: Target;
  /** The sentences that cite it or link to it, in the order of the text; may be empty. */
  readonly sentences: readonly Mention[];
  /** Number of its claims that cite this source. */
  readonly claims: number;
}

/** A work, on the page of the article about it. */
export interface RecordPayload {
  readonly authors: readonly string[];
  readonly issued?: string;
  /** Journal, conference, site, publisher. */
  readonly published?: string;
  /** DOI, arXiv, ISBN and address, each with its link. */
  readonly identifiers: readonly { readonly name: string; readonly label: string; readonly href?: string }[];
  /** Ready to copy; undefined if too little is known of the work. */
  readonly citation?: { readonly apa: string; readonly bibtex: string };
}

/** An unreliable article that this one rests on. */
export interface Caveat {
  readonly why: 'unverified' | 'deprecated';
  readonly target: Target;
  /** The source through which this article rests on it. */
  readonly via?: Target;
}

/** A frontmatter value as shown to readers. */
export type PropertyValue =
  | { readonly kind: 'text'; readonly parts: readonly (string | Target)[] }
  | { readonly kind: 'date'; readonly date: DateMark }
  /** `7`, `4.5/5` */
  | { readonly kind: 'rating'; readonly text: string }
  /** A picture in the vault, with its alternative text. */
  | { readonly kind: 'picture'; readonly html: string }
  | { readonly kind: 'list'; readonly items: readonly PropertyValue[] }
  /** A list of maps with the same keys. */
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly (PropertyValue | null)[])[] }
  | { readonly kind: 'map'; readonly entries: readonly PropertyEntry[] };

export interface PropertyEntry {
  /** `Quality score` */
  readonly label: string;
  readonly value: PropertyValue;
}

/** `type: Attested Computation` (OKF v0.2 §10): the contract of a sanctioned computation. */
export interface ComputationPayload {
  readonly runtime?: PropertyValue;
  /** One column per key of the parameters: name, type, required. */
  readonly parameters?: PropertyValue;
  /** The computation: a section of the page, or a file. */
  readonly computation?: NavLink | { readonly value: PropertyValue };
  readonly executor?: PropertyValue;
  readonly attester?: PropertyValue;
}

export interface TocEntry {
  readonly id: string;
  readonly text: string;
  readonly children: readonly TocEntry[];
}

export interface ArticlePayload {
  readonly id: string;
  /** Path in the vault. */
  readonly path: string;
  readonly title: string;
  /** Footnote marks shown after the title; empty if there are none. */
  readonly titleMarksHtml: string;
  readonly type: TypeMark;
  /** Labels of further types that the article names; it is listed only under the first. */
  readonly otherTypes: readonly string[];
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** Plain text for the page's description; may be empty. */
  readonly description: string;
  /** Shown in larger type under the title; empty if the body already contains it. */
  readonly leadHtml: string;
  readonly bodyHtml: string;
  /** Empty if there are fewer than two sections. */
  readonly contents: readonly TocEntry[];
  readonly breadcrumbs: readonly NavLink[];
  readonly tags: readonly NavLink[];
  readonly aliases: readonly string[];
  readonly status: ArticleStatus;
  /** The author's own word for the status, shown as written; the article counts as `stable`. */
  readonly statusWord?: string;
  readonly trust?: Trust;
  /** `human:jsmith@acme, 1 July 2026` */
  readonly verifiedBy: readonly string[];
  /** `reference_agent/gemini-2.5-pro, 30 June 2026` */
  readonly generatedBy?: string;
  readonly confidence?: string;
  readonly caveats: readonly Caveat[];
  /** For a deprecated article, what to read instead. */
  readonly supersededBy: readonly Target[];
  readonly staleAfter?: DateMark;
  readonly stale: boolean;
  readonly created?: DateMark;
  readonly updated?: DateMark;
  readonly words: number;
  /** `74 min`, `2 h 29 min` */
  readonly readingTime: string;
  /** Original on the web, from `resource`. */
  readonly resource?: { readonly href: string; readonly label: string };
  readonly editHref?: string;
  /** Absent if the site has no markdown. */
  readonly markdownHref?: string;
  readonly jsonLd: string;
}

/** What the panels of an article show (panels/panels.ts). */
export interface ArticlePanels {
  readonly record: RecordPayload | undefined;
  readonly computation: ComputationPayload | undefined;
  /** Keys without a meaning for Sourcebook, and those with more content than the page shows elsewhere. */
  readonly properties: readonly PropertyEntry[];
  readonly citedBy: readonly CitedByEntry[];
  readonly connections: readonly ConnectionGroup[];
  readonly backlinks: readonly BacklinkCard[];
  readonly related: readonly RelatedCard[];
}

/** A link to a panel of the page. */
export interface Jump {
  /** The id of the panel. */
  readonly anchor: string;
  readonly label: string;
  /** Number of entries, if shown. */
  readonly count?: number;
}

export interface ArticlePage extends ArticlePanels {
  readonly kind: 'article';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly article: ArticlePayload;
  readonly sources: SourceList;
  /** Panels with content, above and below the text, in order. */
  readonly panels: Readonly<Record<'above' | 'below', readonly PanelName[]>>;
  /** Links to these panels. */
  readonly jumps: readonly Jump[];
  /** The article has no text, only properties. */
  readonly isPropertiesOnly: boolean;
  /** Undefined if it has no neighbours. */
  readonly neighbours?: NeighbourLinks;
  /** Its neighbourhood in the graph; undefined if the article is not linked with any other, or if the graph is off. */
  readonly nearby?: NearbyPayload;
}

/** A small drawing of an article and those it is most closely linked with, for a column of any width. Units are CSS pixels. */
export interface NearbyPayload {
  readonly height: number;
  /** Position of the article itself. */
  readonly centre: { readonly x: number; readonly y: number };
  readonly type: TypeMark;
  /** Top to bottom. */
  readonly articles: readonly NearbyArticle[];
  /** Path data of the lines: links, typed connections, and links among the other articles. */
  readonly lines: { readonly links: string; readonly typed: string; readonly between: string };
  /** Number of further articles that it is linked with. */
  readonly more: number;
  /** The graph page, opened at this article. */
  readonly exploreHref: string;
}

export interface NearbyArticle {
  readonly href: string;
  readonly title: string;
  /** The title, cut if it is long. */
  readonly label: string;
  readonly type: TypeMark;
  readonly x: number;
  readonly y: number;
}

/** The previous and next article of an article. */
export interface NeighbourLinks {
  /** Name of the series: `Concepts`. */
  readonly label: string;
  readonly previous?: NavLink;
  readonly next?: NavLink;
}

export interface HeadPayload {
  /** For `<title>`: `Alignment Fine-Tuning (AFT) · Alignment Notebook` */
  readonly title: string;
  readonly description: string;
  /** Absolute; undefined without a site `url`. */
  readonly canonical?: string;
  /** A feed for this page alone, besides that of the wiki. */
  readonly feed?: NavLink;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** Features in its text that need more than the default styles. */
  readonly needs: readonly Need[];
}

export interface ListRow {
  readonly card: Card;
  readonly linksIn: number;
  readonly updated?: DateMark;
}

/** A row of a list, with the data that filters use. */
export interface ListEntry extends ListRow {
  /** Indices of its tags in `ListFilter.tags`, including parent tags; empty if the list has no filter. */
  readonly tags: readonly number[];
}

export interface ListGroup {
  /** First letter, or `#`. */
  readonly label: string;
  /** Fragment for the jump bar. */
  readonly anchor: string;
  readonly rows: readonly ListEntry[];
}

/** Filters for a list in the browser, besides a text search. */
export interface ListFilter {
  /** Empty if all articles have the same type. */
  readonly types: readonly TypeEntry[];
  /** Tags that some but not all articles of the list share, by label. If there are too many, the most used. */
  readonly tags: readonly { readonly key: string; readonly label: string; readonly count: number }[];
}

/** `/all/`, `/types/<type>/`, `/tags/<tag>/`: dense, sortable, readable without JavaScript. */
export interface ListPage {
  readonly kind: 'list';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly breadcrumbs: readonly NavLink[];
  readonly heading: string;
  /** Description of the type or tag, as plain text; may be empty. */
  readonly about: string;
  /** One sentence: `412 articles, 37 of them concepts.` */
  readonly intro: string;
  /** Set on a type page: all rows are of this type. */
  readonly type?: TypeMark;
  /** On the page of a tag, its child tags. */
  readonly narrower: readonly TagEntry[];
  /** Undefined for a short list. */
  readonly filter?: ListFilter;
  /** By title, grouped by first letter. */
  readonly groups: readonly ListGroup[];
  readonly count: number;
}

export interface TagEntry {
  /** Its last name: `planets` for `sky/planets`. */
  readonly label: string;
  readonly href: string;
  /** Number of articles that have it or a tag below it. */
  readonly count: number;
  readonly children: readonly TagEntry[];
}

/** `/tags/`: all tags as a tree. */
export interface TagsPage {
  readonly kind: 'tags';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly intro: string;
  /** The most used with their full labels, most used first; empty if there are few tags. */
  readonly mostUsed: readonly Omit<TagEntry, 'children'>[];
  /** By first letter. Few tags are one group without a label. */
  readonly groups: readonly TagGroup[];
  /** Whether there are enough to filter them by name. */
  readonly isFiltered: boolean;
}

export interface TagGroup {
  readonly label: string;
  readonly anchor: string;
  readonly tags: readonly TagEntry[];
}

/** `/types/`: every type that articles have, largest first. */
export interface TypesPage {
  readonly kind: 'types';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly intro: string;
  readonly rows: readonly TypeRow[];
  /** Whether any type has a description. */
  readonly isDescribed: boolean;
  /** Whether there are enough to filter them by name. */
  readonly isFiltered: boolean;
}

export interface TypeRow extends TypeEntry {
  /** Description from sourcebook.yaml, as plain text; may be empty. */
  readonly about: string;
  /** The most linked article of this type; undefined if none is linked. */
  readonly mostLinked?: NavLink;
}

export interface HomePage {
  readonly kind: 'home';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  /** The title of the wiki. */
  readonly heading: string;
  /** An introduction of a sentence or two; may be empty. */
  readonly introHtml: string;
  /** The rest of index.md; empty if there is none, or if it is a catalogue. */
  readonly bodyHtml: string;
  /** For an index.md that is a catalogue: its page, and its sections. */
  readonly catalogue?: { readonly href: string; readonly sections: readonly NavCount[] };
  readonly articleCount: number;
  /** Most articles first; if there are many, only the largest. */
  readonly types: readonly TypeEntry[];
  /** `All 84 types`, linked to `/types/`; undefined if all are shown. */
  readonly allTypes?: NavLink;
  /** `/sources/`; undefined if no article names any. */
  readonly sources?: NavCount;
  /** `/tags/`; undefined if no article has any. */
  readonly tags?: NavCount;
  readonly recent: readonly ListRow[];
  readonly mostLinked: readonly ListRow[];
  readonly topics: readonly Topic[];
}

/** A topic that several articles share. */
export interface Topic {
  readonly title: string;
  readonly href: string;
  readonly count: number;
}

/** A page that is not an article: a folder page (`concepts/index.md`), the change log, or the catalogue (the root's index.md). */
export interface PlainPage {
  readonly kind: 'plain';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly heading: string;
  readonly breadcrumbs: readonly NavLink[];
  readonly leadHtml: string;
  readonly bodyHtml: string;
  readonly contents: readonly TocEntry[];
  readonly editHref?: string;
  readonly markdownHref?: string;
}

/** `/recent/`: entries of change logs and changed articles by day, latest day first. */
export interface RecentPage {
  readonly kind: 'recent';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly days: readonly RecentDay[];
}

export interface RecentDay {
  readonly date: DateMark;
  readonly entries: readonly { readonly action?: string; readonly html: string }[];
  /** New articles first. */
  readonly changed: readonly { readonly target: Target; readonly isNew: boolean }[];
  /** Number of further articles changed on this day. */
  readonly more: number;
}

/** `/sources/`: every source that an article names, or that has a page of its own. */
export interface SourcesPage {
  readonly kind: 'sources';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly heading: string;
  readonly intro: string;
  /** From the folder's index.md; may be empty. */
  readonly introHtml: string;
  /** Most cited first. */
  readonly rows: readonly SourceRow[];
}

export interface SourceRow {
  /** The target; undefined for a source that is only text. */
  readonly target?: Target;
  readonly text: string;
  readonly author?: string;
  readonly date?: DateMark;
  readonly standing?: Standing;
  /** Number of articles that name it. */
  readonly citations: number;
  /** Articles that cite a source without a page of its own. */
  readonly citedBy: readonly NavLink[];
  /** Number of further articles. */
  readonly more: number;
}

/** `/graph/`: a map for browsers with scripts, and the same content as a list. */
export interface GraphPage {
  readonly kind: 'graph';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  /** `910 articles in 27 topics.` */
  readonly intro: string;
  readonly articleCount: number;
  readonly types: readonly TypeEntry[];
  /** Data for the map. */
  readonly dataHref: string;
  /** Largest first. */
  readonly topics: readonly GraphTopic[];
  /** Number of smaller topics. */
  readonly moreTopics: number;
  /** Number of articles without links to or from others. */
  readonly alone: number;
}

/** `_data/graph-map.json`: articles by number, in columns, and links by label. */
export interface GraphData {
  readonly version: 1;
  /** Base path of the site. */
  readonly base: string;
  /** Whether each article has a JSON file, which tells its summary. */
  readonly hasJson: boolean;
  readonly types: readonly Pick<TypeMark, 'key' | 'label' | 'shape' | 'hue'>[];
  /** Tags that can be selected. */
  readonly tags: readonly { readonly key: string; readonly label: string }[];
  readonly folders: readonly string[];
  readonly titles: readonly string[];
  /** The last segment of each id; 0 if it is the title in lower case with hyphens for spaces. */
  readonly names: readonly (string | 0)[];
  /** For each article, the numbers of its folder and its type. */
  readonly folder: readonly number[];
  readonly type: readonly number[];
  /** Indices of tags, including parent tags. */
  readonly tagged: readonly (readonly number[])[];
  /** Integers from 0 to 9999. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** -1 for an article that is not linked with any other. */
  readonly community: readonly number[];
  /** The article that names each community. */
  readonly centres: readonly number[];
  readonly links: readonly GraphLinkSort[];
}

/** Links with the same label. */
export interface GraphLinkSort {
  readonly kind: LinkKind;
  /** For a typed connection. */
  readonly relation?: string;
  /** `Augments`, `Links to` */
  readonly label: string;
  /** `Augmented by`, `Linked from`; undefined for an undeclared relation, whose label is quoted. */
  readonly inverse?: string;
  readonly count: number;
  /** From and to as `from × articles + to`, ascending, encoded by render/pages/rice.ts. */
  readonly pairs: string;
}

/** A community: articles that are linked more closely with one another than with others, named after the most central one. */
export interface GraphTopic {
  readonly anchor: string;
  readonly title: string;
  readonly count: number;
  /** Most linked first. */
  readonly articles: readonly { readonly target: Target; readonly linksIn: number }[];
  /** Number of further articles in it. */
  readonly more: number;
}

export interface SearchPage {
  readonly kind: 'search';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly articleCount: number;
}

/** The articles that an ambiguous name may mean. */
export interface DisambiguationPage {
  readonly kind: 'disambiguation';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  /** The name. */
  readonly heading: string;
  readonly intro: string;
  /** By title. */
  readonly meanings: readonly Meaning[];
}

export interface Meaning {
  readonly card: Card;
  /** Path of its folder in the vault; empty at the root. */
  readonly folder: string;
}

export interface NotFoundPage {
  readonly kind: 'not-found';
  readonly site: SitePayload;
  readonly head: HeadPayload;
}

export type Page =
  | ArticlePage
  | ListPage
  | TypesPage
  | TagsPage
  | HomePage
  | PlainPage
  | RecentPage
  | SourcesPage
  | GraphPage
  | SearchPage
  | DisambiguationPage
  | NotFoundPage;
