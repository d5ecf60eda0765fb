/**
 * Finished objects: what a page shows, sorted, counted, cut and linked. The theme prints them and decides nothing.
 *
 * Every `href` is ready to print: base path included, percent-encoded. Every `…Html` string is sanitised HTML with its
 * links resolved. Everything else is plain text.
 */
import type { ArticleStatus, LinkKind, Mention, Trust } from '../wiki/model.ts';
import type { Need } from './print/printer.ts';

/** What components say words by (theme/env.d.ts). @public */
export type { Say } from '../site/words.ts';

/** How a type is told: by shape and word first, by hue second. */
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

/** A day for people (`22 May 2026`) and for machines (`2026-05-22`, or a full instant). */
export interface DateMark {
  readonly iso: string;
  readonly label: string;
}

export interface NavLink {
  readonly label: string;
  readonly href: string;
}

/** A way on, with how much is there. */
export interface NavCount extends NavLink {
  readonly count: number;
}

/** On every page: what changes with any article would make all of them anew. */
export interface SitePayload {
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  /** Absolute URL of the site with the base path, with a trailing slash; undefined when the wiki gives no `url`. */
  readonly url?: string;
  readonly homeHref: string;
  readonly allHref: string;
  readonly recentHref: string;
  /** Undefined for a wiki without articles. */
  readonly typesHref?: string;
  /** Undefined when no article has a tag. */
  readonly tagsHref?: string;
  readonly searchHref: string;
  /** Undefined where there are no feeds. */
  readonly feedHref?: string;
  /** Where Pagefind's files are, with a trailing slash; undefined when search is off. */
  readonly pagefindHref?: string;
  /** `/graph/`; undefined when it is switched off. */
  readonly graphHref?: string;
  /** Whether links show what they lead to. */
  readonly previews: boolean;
  /** Those that articles have. */
  readonly types: readonly TypeMark[];
  /** From `theme:` in sourcebook.yaml. */
  readonly accent?: string;
  readonly logoHref?: string;
  /** Ours where the wiki names none. */
  readonly faviconHref: string;
  readonly cssHref?: string;
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
  /** At most 120 characters, ending in `…` where it was cut; may be empty. */
  readonly summary: string;
  /** Undefined when the article says nothing about who made or checked it. */
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

/** Who is named: an article, a name nobody has written yet, a name of several articles, or a place outside of the articles. */
export type Target =
  | {
      readonly kind: 'article';
      readonly id: string;
      /** With the fragment of the part that is meant. */
      readonly href: string;
      readonly title: string;
      readonly type: TypeMark;
      /** What the link shows in place of the title: its author's words, or the title with the heading it leads to. */
      readonly label?: string;
    }
  | { readonly kind: 'missing'; readonly name: string }
  /** `href` leads to the page that lists the articles. */
  | { readonly kind: 'ambiguous'; readonly href: string; readonly label: string }
  | { readonly kind: 'external'; readonly href: string; readonly label: string };

export interface ConnectionItem {
  readonly targets: readonly Target[];
  /** What the author said of it; may be empty. */
  readonly noteHtml: string;
  /** What the author said of it elsewhere in the article, in other words. */
  readonly moreNotesHtml: readonly string[];
}

export interface ConnectionGroup {
  /** `Augmented by`, `Compatible with`; `See also` for untyped connections. */
  readonly label: string;
  readonly direction: 'outgoing' | 'incoming';
  /** An incoming relation nobody declared an inverse for: the label is a quotation, shown as `Failure mode demonstrated by ←`. */
  readonly quoted: boolean;
  readonly items: readonly ConnectionItem[];
}

/** How far an article can be relied on. */
export type Standing = Pick<Card, 'trust' | 'status' | 'statusWord' | 'stale' | 'staleAfter'>;

export interface SourceItem {
  /** What the article itself calls it by. */
  readonly id?: string;
  /** Fragment that citations jump to. */
  readonly anchor: string;
  /** What citations call it: `[2]`; undefined where nothing is cited claim by claim. */
  readonly number?: number;
  /** What it is: an article of this wiki, a missing one, a URL; undefined for a plain citation. */
  readonly target?: Target;
  /** Plain text shown when there is no target, or after it. */
  readonly text: string;
  readonly author?: string;
  readonly date?: DateMark;
  /** `used 1,240 times, 1 April 2026 to 30 June 2026` */
  readonly usage?: string;
  /** Of a source that is an article. */
  readonly standing?: Standing;
  /** What the author says of it in a footnote; may be empty. */
  readonly noteHtml: string;
  /** The claims that it carries, in the order of the text. */
  readonly claims: readonly NavLink[];
}

/** The sources of an article, and how it uses them. */
export interface SourceList {
  readonly items: readonly SourceItem[];
  /** How many claims name their source. */
  readonly claimCount: number;
  /** Sections that make claims and name no source, where others do. */
  readonly uncited: readonly NavLink[];
}

/** Who cites a source: `Cited by 6 articles`. */
export interface CitedByEntry {
  readonly target: Target;
  /** The sentences that cite it or link to it, in the order of the text; may be empty. */
  readonly sentences: readonly Mention[];
  /** How many of its claims cite this source. */
  readonly claims: number;
}

/** A work, on the page of the article about it. */
export interface RecordPayload {
  readonly authors: readonly string[];
  readonly issued?: string;
  /** Journal, conference, site, publisher. */
  readonly published?: string;
  /** DOI, arXiv, ISBN, the address: what it is, and where it leads. */
  readonly identifiers: readonly { readonly name: string; readonly label: string; readonly href?: string }[];
  /** Ready to copy; undefined when too little is known of the work. */
  readonly citation?: { readonly apa: string; readonly bibtex: string };
}

/** Something that this article rests on and that should not be relied on as it is. */
export interface Caveat {
  readonly why: 'unverified' | 'deprecated';
  readonly target: Target;
  /** The source through which it comes in. */
  readonly via?: Target;
}

/** A value of the frontmatter as a reader may see it. */
export type PropertyValue =
  | { readonly kind: 'text'; readonly parts: readonly (string | Target)[] }
  | { readonly kind: 'date'; readonly date: DateMark }
  /** `7`, `4.5/5` */
  | { readonly kind: 'rating'; readonly text: string }
  /** A picture of the vault, with its alternative text. */
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
  /** Columns are what parameters have: name, type, required. */
  readonly parameters?: PropertyValue;
  /** Where the computation stands: a section of the page, or a file. */
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
  /** Marks of footnotes to stand behind the title; empty where it has none. */
  readonly titleMarksHtml: string;
  readonly type: TypeMark;
  /** Labels of further types that the article names; it is listed under the first alone. */
  readonly otherTypes: readonly string[];
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** Plain text for the page's description; may be empty. */
  readonly description: string;
  /** Shown larger under the title; empty when the body says it already. */
  readonly leadHtml: string;
  readonly bodyHtml: string;
  /** Empty when there are fewer than two sections. */
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
  /** Of a deprecated article: what to read instead. */
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
  readonly markdownHref: string;
  readonly jsonLd: string;
}

/** What the panels of an article show (panels/panels.ts). */
export interface ArticlePanels {
  readonly record: RecordPayload | undefined;
  readonly computation: ComputationPayload | undefined;
  /** Keys that Sourcebook gives no meaning, and those that say more than it has a place for. */
  readonly properties: readonly PropertyEntry[];
  readonly citedBy: readonly CitedByEntry[];
  readonly connections: readonly ConnectionGroup[];
  readonly backlinks: readonly BacklinkCard[];
  readonly related: readonly RelatedCard[];
}

export type PanelName = keyof ArticlePanels;

/** A link to a panel of the page. */
export interface Jump {
  /** The id of the panel. */
  readonly anchor: string;
  readonly label: string;
  /** How many entries it has, if that is shown. */
  readonly count?: number;
}

export interface ArticlePage extends ArticlePanels {
  readonly kind: 'article';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly article: ArticlePayload;
  readonly sources: SourceList;
  /** Panels that have anything to show, above and below the text, in their order. */
  readonly panels: Readonly<Record<'above' | 'below', readonly PanelName[]>>;
  /** The ways to them. */
  readonly jumps: readonly Jump[];
  /** The article has no text: its properties are what there is to read. */
  readonly isPropertiesOnly: boolean;
  /** Undefined for the only one of its kind. */
  readonly neighbours?: NeighbourLinks;
  /** What is near it in the graph; undefined for an article that is linked with none, and where the graph is switched off. */
  readonly nearby?: NearbyPayload;
}

/** A small drawing of an article and what it is most closely linked with, for a column of any width; units are CSS pixels. */
export interface NearbyPayload {
  readonly height: number;
  /** Where the article itself stands. */
  readonly centre: { readonly x: number; readonly y: number };
  readonly type: TypeMark;
  /** From top to bottom. */
  readonly articles: readonly NearbyArticle[];
  /** Path data of the lines: links, typed connections, and what links the others to each other. */
  readonly lines: { readonly links: string; readonly typed: string; readonly between: string };
  /** How many more articles it is linked with. */
  readonly more: number;
  /** The whole graph, opened at this article. */
  readonly exploreHref: string;
}

export interface NearbyArticle {
  readonly href: string;
  readonly title: string;
  /** The title, cut where it is long. */
  readonly label: string;
  readonly type: TypeMark;
  readonly x: number;
  readonly y: number;
}

/** What comes before and after an article. */
export interface NeighbourLinks {
  /** What it stands among: `Concepts`. */
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
  /** What is new of this page alone, beside the feed of the wiki. */
  readonly feed?: NavLink;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** What its text holds that not every page has styles for. */
  readonly needs: readonly Need[];
}

export interface ListRow {
  readonly card: Card;
  readonly linksIn: number;
  readonly updated?: DateMark;
}

/** A row of a list, with what the list can be narrowed by. */
export interface ListEntry extends ListRow {
  /** Numbers of its tags among `ListFilter.tags`, those above them included; empty where the list has no filter. */
  readonly tags: readonly number[];
}

export interface ListGroup {
  /** First letter, `#` for anything else. */
  readonly label: string;
  /** Fragment of the jump bar. */
  readonly anchor: string;
  readonly rows: readonly ListEntry[];
}

/** What a list can be narrowed by in the reader's browser, besides words. */
export interface ListFilter {
  /** Empty when all articles are of one type. */
  readonly types: readonly TypeEntry[];
  /** By label: those that some articles of the list share and others have not, the most used where there are many. */
  readonly tags: readonly { readonly key: string; readonly label: string; readonly count: number }[];
}

/** `/all/`, `/types/<type>/`, `/tags/<tag>/`: dense, sortable, readable without JavaScript. */
export interface ListPage {
  readonly kind: 'list';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly breadcrumbs: readonly NavLink[];
  readonly heading: string;
  /** What is said of the type or tag, as plain text; may be empty. */
  readonly about: string;
  /** One sentence: `412 articles, 37 of them concepts.` */
  readonly intro: string;
  /** Set on a type page: all rows are of this type. */
  readonly type?: TypeMark;
  /** On a tag's page, the tags right below it. */
  readonly narrower: readonly TagEntry[];
  /** Undefined for a list that one looks over without help. */
  readonly filter?: ListFilter;
  /** By title, grouped by first letter. */
  readonly groups: readonly ListGroup[];
  readonly count: number;
}

export interface TagEntry {
  /** Its last name: `planets` of `sky/planets`. */
  readonly label: string;
  readonly href: string;
  /** How many articles have it or a tag below it. */
  readonly count: number;
  readonly children: readonly TagEntry[];
}

/** `/tags/`: all tags as a tree. */
export interface TagsPage {
  readonly kind: 'tags';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly intro: string;
  /** The most used with their full labels, by use; empty where there are few tags. */
  readonly mostUsed: readonly Omit<TagEntry, 'children'>[];
  /** By first letter; few tags are one group without a label. */
  readonly groups: readonly TagGroup[];
  /** Whether there are enough to look for one by its name. */
  readonly isFiltered: boolean;
}

export interface TagGroup {
  readonly label: string;
  readonly anchor: string;
  readonly tags: readonly TagEntry[];
}

/** `/types/`: every type that articles have, the largest first. */
export interface TypesPage {
  readonly kind: 'types';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly intro: string;
  readonly rows: readonly TypeRow[];
  /** Whether any type says what it is. */
  readonly isDescribed: boolean;
  /** Whether there are enough to look for one by its name. */
  readonly isFiltered: boolean;
}

export interface TypeRow extends TypeEntry {
  /** What sourcebook.yaml says of it, as plain text; may be empty. */
  readonly about: string;
  /** The article of this type that most others link to; undefined where none is linked. */
  readonly mostLinked?: NavLink;
}

export interface HomePage {
  readonly kind: 'home';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  /** The title of the wiki, or of its index.md. */
  readonly heading: string;
  /** What this is, in a sentence or two; may be empty. */
  readonly introHtml: string;
  /** The rest of index.md; empty when there is none, or when it is a catalogue. */
  readonly bodyHtml: string;
  /** Of an index.md that lists the wiki: where it is shown, and its sections. */
  readonly catalogue?: { readonly href: string; readonly sections: readonly NavCount[] };
  readonly articleCount: number;
  /** Those of most articles first; of many, the largest. */
  readonly types: readonly TypeEntry[];
  /** `All 84 types`, to `/types/`; undefined where all are shown. */
  readonly allTypes?: NavLink;
  /** `/sources/`; undefined when no article names any. */
  readonly sources?: NavCount;
  /** `/tags/`; undefined when no article has any. */
  readonly tags?: NavCount;
  readonly recent: readonly ListRow[];
  readonly mostLinked: readonly ListRow[];
  readonly topics: readonly Topic[];
}

/** What several articles are about. */
export interface Topic {
  readonly title: string;
  readonly href: string;
  readonly count: number;
}

/** A folder's own page (`concepts/index.md`), the change log, or the catalogue that the root's index.md is: shown, not an article. */
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

/** `/recent/`: what happened, day by day, the last day first: entries of change logs, and articles that were last changed then. */
export interface RecentPage {
  readonly kind: 'recent';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  readonly days: readonly RecentDay[];
}

export interface RecentDay {
  readonly date: DateMark;
  readonly entries: readonly { readonly action?: string; readonly html: string }[];
  /** New ones first. */
  readonly changed: readonly { readonly target: Target; readonly isNew: boolean }[];
  /** How many more articles were changed on this day. */
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
  /** The most cited first. */
  readonly rows: readonly SourceRow[];
}

export interface SourceRow {
  /** Where it leads; undefined for a source that is nothing but its words. */
  readonly target?: Target;
  readonly text: string;
  readonly author?: string;
  readonly date?: DateMark;
  readonly standing?: Standing;
  /** How many articles name it. */
  readonly citations: number;
  /** Who cites a source that has no page to tell it. */
  readonly citedBy: readonly NavLink[];
  /** How many more do. */
  readonly more: number;
}

/** `/graph/`: a map for readers with scripts, and the same as a list. */
export interface GraphPage {
  readonly kind: 'graph';
  readonly site: SitePayload;
  readonly head: HeadPayload;
  /** `910 articles in 27 topics.` */
  readonly intro: string;
  readonly articleCount: number;
  readonly types: readonly TypeEntry[];
  /** What the map draws. */
  readonly dataHref: string;
  /** Largest first. */
  readonly topics: readonly GraphTopic[];
  /** How many smaller topics there are. */
  readonly moreTopics: number;
  /** How many articles are linked with no other. */
  readonly alone: number;
}

/** `_data/graph-map.json`: articles by their number, in columns, and links by what they say. */
export interface GraphData {
  readonly version: 1;
  /** Base path of the site. */
  readonly base: string;
  readonly types: readonly Pick<TypeMark, 'key' | 'label' | 'shape' | 'hue'>[];
  /** Those to choose from. */
  readonly tags: readonly { readonly key: string; readonly label: string }[];
  readonly folders: readonly string[];
  readonly titles: readonly string[];
  /** The last segment of each id; 0 where it is the title in lower case with hyphens for spaces. */
  readonly names: readonly (string | 0)[];
  /** Number of the folder, and of the type, of each. */
  readonly folder: readonly number[];
  readonly type: readonly number[];
  /** Numbers of tags, those above them included. */
  readonly tagged: readonly (readonly number[])[];
  /** Whole numbers from 0 to 9999. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** -1 for an article that is linked with none. */
  readonly community: readonly number[];
  /** The article that gives each community its name. */
  readonly centres: readonly number[];
  readonly links: readonly GraphLinkSort[];
}

/** Links that say the same. */
export interface GraphLinkSort {
  readonly kind: LinkKind;
  /** Of a typed connection. */
  readonly relation?: string;
  /** `Augments`, `Links to` */
  readonly label: string;
  /** `Augmented by`, `Linked from`; undefined for a relation that nobody declared: its label is quoted. */
  readonly inverse?: string;
  readonly count: number;
  /** From and to as `from × articles + to`, ascending, as render/pages/rice.ts codes them. */
  readonly pairs: string;
}

/** Articles that are linked with each other more than with others; named by the most central. */
export interface GraphTopic {
  readonly anchor: string;
  readonly title: string;
  readonly count: number;
  /** The most linked first. */
  readonly articles: readonly { readonly target: Target; readonly linksIn: number }[];
  /** How many more belong to it. */
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
