/** Resolves links as found, missing or ambiguous. This is the only place that decides it. */
import { slug } from 'github-slugger';
import { visible } from '../article-id.ts';
import { type DiagnosticCode, diagnosticIn } from '../diagnostics.ts';
import { didYouMean, type Suggester, suggester } from '../did-you-mean.ts';
import type { Article, ArticleId, Diagnostic, Heading, ParsedArticle, Resolution, WrittenLink } from '../model.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import { withheldName } from '../text/hidden.ts';
import { wantedName } from '../text/wikilinks.ts';
import type { Named, NameIndex } from './name-index.ts';
import { type Choice, settle, type Vantage } from './settle.ts';

/** The files that one rule found for a target. */
export interface RuleStep {
  readonly rule: string;
  readonly candidates: readonly Named[];
}

/**
 * Result of looking up a target. `name` is the spelling that was found, or else the one that was looked up; `tried` lists the
 * rules in order, up to the deciding one.
 */
export type NameAnswer = { readonly tried: readonly RuleStep[]; readonly name: string } & (
  | { readonly state: 'found'; readonly file: Named; readonly choice: Choice }
  | { readonly state: 'ambiguous'; readonly candidates: readonly Named[] }
  | { readonly state: 'missing' | 'private' }
);

/**
 * Applies the rules in order; the first that finds anything decides. Each rule looks up the target without `.md`, then as
 * written: `Node.md` means the file `Node.md`, else `Node.md.md`. Titles are looked up as written first.
 */
export function answerName({ published, withheld }: Names, target: string, from: Vantage): NameAnswer {
  const tried: RuleStep[] = [];
  const spellings = spellingsOf(target);
  const [plain] = spellings;
  if (target.length > maxTarget) return { tried, name: plain, state: 'missing' };
  for (const [index, { name: rule, isOfTitles, find }] of published.rules.entries()) {
    const inOrder = isOfTitles ? spellings.toReversed() : spellings;
    for (const name of inOrder) {
      const candidates = find(name, from.path);
      if (candidates.length === 0) continue;
      tried.push({ rule, candidates });
      return { tried, name, ...settle(candidates, from) };
    }
    tried.push({ rule, candidates: [] });
    const withheldName = withheld.files.length > 0 && inOrder.find((name) => withheld.rules[index]?.find(name, from.path).length);
    if (withheldName) return { tried, name: withheldName, state: 'private' };
  }
  return { tried, name: plain, state: 'missing' };
}

/** Spellings to look up for a target: without `.md`, then as written if it ends in `.md`. */
export function spellingsOf(target: string): readonly [string, ...string[]] {
  const plain = withoutMd(target);
  return plain === target || !/\.md$/i.test(target) ? [plain] : [plain, target];
}

/** Maximum length of a target, in characters. */
const maxTarget = 1000;

/** All names that links may use. */
export interface Names {
  readonly published: NameIndex;
  /** Names of unpublished articles. A link to one of them leads nowhere and does not show the name. */
  readonly withheld: NameIndex;
}

/** The parts of an article that links can point to: headings, blocks and HTML elements. */
export type Anchors = Pick<ParsedArticle, 'headings' | 'blocks' | 'elementIds'>;

const known = new WeakMap<ParsedArticle, Anchors>();

/** The anchors of an article in which something is hidden: links find headings by their original text and lead to the current ones. */
export function anchorsAsWritten(now: ParsedArticle, before: ParsedArticle): Anchors {
  if (now.headings.length !== before.headings.length) return now;
  let anchors = known.get(now);
  if (!anchors) {
    const headings = now.headings.map(({ written: _, ...heading }, index): Heading => {
      const { text = heading.text, written } = before.headings[index] ?? {};
      return { ...heading, text, ...(written !== undefined && { written }) };
    });
    anchors = { ...now, headings };
    known.set(now, anchors);
  }
  return anchors;
}

interface ResolvedLink {
  readonly resolution: Resolution;
  readonly diagnostic?: Diagnostic;
}

export interface LinkResolver {
  readonly names: Names;
  /**
   * Resolves the links of one article, in order, with findings.
   *
   * @param withholds whether links to private articles are hidden in it; such links name `withheldName`
   * @param isShown whether a raw file has a page; a link to one without is missing (CONTRACT §2)
   */
  readonly resolveAll: (
    from: ParsedArticle,
    as: Pick<Article, 'id' | 'lang'>,
    withholds: boolean,
    isShown?: (id: ArticleId) => boolean,
  ) => { readonly resolutions: readonly Resolution[]; readonly diagnostics: readonly Diagnostic[] };
  /** Applies the rules to a name written at that place. */
  readonly answer: (name: string, from: Vantage) => NameAnswer;
}

/** A resolver over a complete index of names. Caches the answer for each folder, language and target. */
export function linkResolver(names: Names, anchorsOf: (id: ArticleId) => Anchors | undefined): LinkResolver {
  const answersByPlace = new Map<string, Map<string, NameAnswer>>();
  const suggestions = nameSuggester(names.published);
  const answererAt = (from: Vantage): ((target: string) => NameAnswer) => {
    const place = `${from.lang} ${folderOf(from.path)}`;
    const answers = answersByPlace.get(place) ?? new Map<string, NameAnswer>();
    answersByPlace.set(place, answers);
    return (target) => {
      let known = answers.get(target);
      if (!known) {
        known = answerName(names, target, from);
        answers.set(target, known);
      }
      return known;
    };
  };
  return {
    names,
    answer: (name, from) => answererAt(from)(name),
    resolveAll(from, { id: fromId, lang }, withholds, isShown = () => true) {
      const answer = answererAt({ path: from.path, lang });
      const place: LinkPlace = { from, fromId, answer, anchorsOf, suggestions, isShown };
      const resolved = from.links.map(
        (link): ResolvedLink =>
          withholds && link.target === withheldName ? { resolution: { state: 'private' } } : resolveLink(link, place),
      );
      return {
        resolutions: resolved.map(({ resolution }) => resolution),
        diagnostics: resolved.flatMap(({ diagnostic }) => diagnostic ?? []),
      };
    },
  };
}

interface LinkPlace {
  readonly from: ParsedArticle;
  readonly fromId: ArticleId;
  readonly answer: (target: string) => NameAnswer;
  readonly anchorsOf: (id: ArticleId) => Anchors | undefined;
  readonly suggestions: (target: string) => readonly string[];
  readonly isShown: (id: ArticleId) => boolean;
}

/** Suggests names for a missing target: names of articles, or of other files if the target looks like a file name. */
export function nameSuggester({ files }: NameIndex): (target: string) => readonly string[] {
  const articles = suggester(everyName(files.filter(({ id }) => id !== undefined)));
  const attachments = suggester(everyName(files.filter(({ id }) => id === undefined)));
  return (target) => {
    for (const spelling of spellingsOf(target)) {
      const name = nameOf(spelling);
      const near = (isFileName(name) ? attachments : articles).near(name);
      if (near.length > 0) return near;
    }
    return [];
  };
}

/** `map.png`, but not `v1.2 and later` or an article. */
function isFileName(name: string): boolean {
  return /\.(?!md$)[a-z][a-z0-9]{1,4}$/i.test(name);
}

/** Every name as it would be written in a link. */
function* everyName(files: readonly Named[]): Generator<string> {
  for (const { path, id, names } of files) {
    yield nameOf(id === undefined ? path : path.replace(/\.md$/i, ''));
    yield* names;
  }
}

/** Maximum number of `#` in a link that may be part of its name. */
const maxMarks = 8;

/**
 * Looks up a link's name and separates its anchor. `name` is the spelling that was found, or else the one that was looked up;
 * `written` is that name as the author wrote it. Since a name may contain `#` (`C#`), the whole is looked up first, then the text
 * before its last `#`, and so on: `[[C##Types]]` is the part Types of `C#`.
 */
export function lookUp(
  link: Pick<WrittenLink, 'target' | 'anchor' | 'spelled'>,
  answer: (target: string) => NameAnswer,
): { readonly name: string; readonly written: string; readonly answer: NameAnswer; readonly anchor: string | undefined } {
  const { target, anchor, spelled } = link;
  if (anchor !== undefined) {
    const hash = spelled?.indexOf('#') ?? -1;
    const head = hash < 0 ? target : (spelled?.slice(0, hash) ?? target);
    const parts = (hash < 0 ? anchor : (spelled?.slice(hash + 1) ?? anchor)).split('#');
    for (let count = parts.length; count > 0 && count > parts.length - maxMarks; count--) {
      const written = [head, ...parts.slice(0, count)].join('#').trim();
      const named = answer(written);
      const rest = parts.slice(count).join('#').trim();
      if (named.state !== 'missing') return { name: named.name, written, answer: named, anchor: rest === '' ? undefined : rest };
    }
  }
  const named = answer(target);
  if (named.state === 'missing' && spelled !== undefined) {
    const wanted = wantedName(link);
    return { name: wanted, written: wanted, answer: named, anchor };
  }
  const { name } = named;
  // `[[x#]]`: an empty anchor.
  if (named.state === 'missing' && name.endsWith('#') && name.length <= maxTarget)
    return { ...lookUp({ target: name.slice(0, -1) }, answer), written: target };
  return { name, written: target, answer: named, anchor };
}

function resolveLink(link: WrittenLink, { from, fromId, answer, anchorsOf, suggestions, isShown }: LinkPlace): ResolvedLink {
  const report = (code: DiagnosticCode, message: string, hint?: string): Diagnostic =>
    diagnosticIn(code, from, link.span, message, hint);
  const withAnchor = (id: ArticleId, anchor: string | undefined): ResolvedLink => {
    if (anchor === undefined) return { resolution: { state: 'article', id } };
    const fragment = fragmentOf(anchorsOf(id) ?? { headings: [], blocks: [] }, anchor);
    if (fragment !== undefined) return { resolution: { state: 'article', id, fragment } };
    return {
      resolution: { state: 'article', id, isPartMissing: true },
      diagnostic: report(
        link.kind === 'embed' ? 'embed-missing' : 'anchor-missing',
        `\`${id}\` has no ${blockNamed(anchor) === undefined ? 'heading' : 'block'} \`${anchor}\`.`,
        didYouMean(anchorsNear(anchorsOf(id), anchor)),
      ),
    };
  };

  if (link.target === '') return withAnchor(fromId, link.anchor);
  const { answer: found, anchor, written } = lookUp(link, answer);

  switch (found.state) {
    case 'found': {
      const { file } = found;
      if (file.id !== undefined && !isShown(file.id)) {
        return {
          resolution: { state: 'missing', name: written },
          diagnostic: report(
            missingCode(link, written),
            unpublishedRaw(file.path),
            'Of raw files only those have a page that an article links or cites.',
          ),
        };
      }
      if (file.id !== undefined) return withAnchor(file.id, anchor);
      return { resolution: { state: 'attachment', path: file.path, ...(anchor !== undefined && { fragment: anchor }) } };
    }
    case 'ambiguous': {
      const { candidates, shown } = meaningsOf(found.candidates);
      return {
        resolution: { state: 'ambiguous', name: written, candidates },
        diagnostic: report('link-ambiguous', `\`${written}\` may mean ${shown}.`, 'Write more of its path.'),
      };
    }
    case 'private':
      return {
        resolution: { state: 'private' },
        diagnostic: report(missingCode(link, written), `\`${written}\` is private; readers see a missing link.`),
      };
    case 'missing': {
      const resolution: Resolution = { state: 'missing', name: written };
      if (link.isOptional) return { resolution };
      if (link.syntax !== 'wikilink' && joinPath(folderOf(from.path), link.target) === undefined) {
        return {
          resolution: { state: 'unsafe' },
          diagnostic: report('path-unsafe', `\`${link.target}\` leads out of the vault.`),
        };
      }
      return {
        resolution,
        diagnostic: report(
          missingCode(link, written),
          `Nothing in the vault is called \`${written}\`.`,
          didYouMean(suggestions(written)),
        ),
      };
    }
  }
}

/** The reason why a link from one raw file to another has no target. */
export function unpublishedRaw(path: string): string {
  return `\`${path}\` is not published: no article links or cites it.`;
}

/** Maximum number of candidates named in a finding. */
const maxNamed = 6;

const knownMeanings = new WeakMap<readonly Named[], { candidates: readonly ArticleId[]; shown: string }>();

/** Ids of the candidates, and their names in a sentence. Cached, since many links may be ambiguous in the same way. */
function meaningsOf(files: readonly Named[]): { candidates: readonly ArticleId[]; shown: string } {
  let meanings = knownMeanings.get(files);
  if (!meanings) {
    const named = files.slice(0, maxNamed).map(({ id, path }) => `\`${id ?? path}\``);
    const more = files.length > maxNamed ? ` and ${files.length - maxNamed} more` : '';
    meanings = { candidates: files.flatMap(({ id }) => (id === undefined ? [] : [id])), shown: `${named.join(' or ')}${more}` };
    knownMeanings.set(files, meanings);
  }
  return meanings;
}

const missingCodes = {
  body: 'link-missing',
  property: 'link-missing',
  connection: 'connection-missing',
  source: 'source-missing',
} as const;

function missingCode(link: WrittenLink, name: string): DiagnosticCode {
  const isFile = isFileName(name);
  if (link.kind === 'embed') return isFile ? 'attachment-missing' : 'embed-missing';
  return isFile && link.kind === 'body' ? 'attachment-missing' : missingCodes[link.kind];
}

export function withoutMd(target: string): string {
  return target.replace(/\.md$/i, '').replace(/(?<=.)\/$/, '');
}

/**
 * The id of the element that an anchor names: a heading by its text or id, ignoring case and punctuation; `A#B` is the first B
 * below A; `^id` or `A#^id` is a block or a heading, ignoring case. A heading whose section is shown in a panel leads to the
 * panel.
 */
export function fragmentOf(anchors: Anchors, anchor: string): string | undefined {
  const block = blockNamed(anchor);
  const found = headingNamed(anchors, anchor);
  const heading = found === undefined ? undefined : anchors.headings[found];
  if (block !== undefined && !heading) {
    const { blocks } = anchorIndexOf(anchors);
    const id = blocks.get(block) ?? blocks.get(block.toLowerCase());
    return id === undefined ? undefined : `^${id}`;
  }
  if (!heading) return anchors.elementIds?.includes(anchor) ? anchor : undefined;
  // Title and summary are at the top of the page.
  if (heading.lifted === 'title' || heading.lifted === 'summary') return '';
  return heading.lifted === undefined ? heading.id : `article-${heading.lifted}`;
}

/** The block id that an anchor names, without `^`. */
function blockNamed(anchor: string): string | undefined {
  return /(?:^|#)\^([^#]*)$/.exec(anchor)?.[1];
}

/**
 * Index of the heading that an anchor names: by its text or id, ignoring case and punctuation; by its line with markup, as
 * Obsidian writes links (`How is Store the store kept` for `How is [[Store|the store]] kept`), or with its block id (`Findings
 * ^find`); or by its block id.
 */
export function headingNamed(anchors: Anchors, anchor: string): number | undefined {
  const { byId, byText, byFold, byMarkup, byBlock } = anchorIndexOf(anchors);
  const block = blockNamed(anchor);
  if (block !== undefined) return byBlock.get(block) ?? byBlock.get(block.toLowerCase());
  return (
    byId.get(anchor) ??
    byText.get(anchor.normalize('NFC')) ??
    (anchor.includes('#') ? nested(anchors, anchor.split('#')) : undefined) ??
    byId.get(slug(anchor.normalize('NFC'))) ??
    byFold.get(foldAnchor(anchor))?.[0] ??
    byMarkup.get(foldAnchor(anchor))?.[0]
  );
}

/** Lookup tables for the anchors of one article; numbers are indices of headings. */
interface AnchorIndex {
  /** Block ids, by themselves and by their lower-case form. */
  readonly blocks: ReadonlyMap<string, string>;
  readonly byId: ReadonlyMap<string, number>;
  readonly byText: ReadonlyMap<string, number>;
  readonly byFold: ReadonlyMap<string, readonly number[]>;
  /** By the line with its markup, for headings that have some. */
  readonly byMarkup: ReadonlyMap<string, readonly number[]>;
  /** By block id and its lower-case form. */
  readonly byBlock: ReadonlyMap<string, number>;
}

const anchorIndexes = new WeakMap<Anchors, AnchorIndex>();

function anchorIndexOf(anchors: Anchors): AnchorIndex {
  let index = anchorIndexes.get(anchors);
  if (!index) {
    const byId = new Map<string, number>();
    const byText = new Map<string, number>();
    const byFold = new Map<string, number[]>();
    const byMarkup = new Map<string, number[]>();
    const byBlock = new Map<string, number>();
    const add = (numbers: Map<string, number[]>, name: string, number: number): void => {
      const folded = foldAnchor(name);
      const same = numbers.get(folded);
      if (same) same.push(number);
      else numbers.set(folded, [number]);
    };
    for (const [number, { id, text, written, block }] of anchors.headings.entries()) {
      if (!byId.has(id)) byId.set(id, number);
      const spelled = text.normalize('NFC');
      if (!byText.has(spelled)) byText.set(spelled, number);
      add(byFold, text, number);
      if (written !== undefined) add(byMarkup, written, number);
      if (!block) continue;
      byBlock.set(block.id, number);
      for (const line of new Set([text, written ?? text])) add(byMarkup, `${line} ^${block.id}`, number);
    }
    for (const [number, { block }] of anchors.headings.entries())
      if (block && !byBlock.has(block.id.toLowerCase())) byBlock.set(block.id.toLowerCase(), number);
    const blocks = new Map(anchors.blocks.map(({ id }) => [id, id]));
    for (const { id } of anchors.blocks) if (!blocks.has(id.toLowerCase())) blocks.set(id.toLowerCase(), id);
    index = { blocks, byId, byText, byFold, byMarkup, byBlock };
    anchorIndexes.set(anchors, index);
  }
  return index;
}

/** Headings or blocks of an article with a spelling close to `anchor`. */
function anchorsNear(anchors: Anchors | undefined, anchor: string): readonly string[] {
  if (!anchors) return [];
  let near = anchorSuggesters.get(anchors);
  if (!near) {
    const ids = [...anchors.headings.flatMap(({ block }) => block?.id ?? []), ...anchors.blocks.map(({ id }) => id)];
    // An anchor that starts with `^` is looked up as a block, so a heading with such a text cannot be found by it.
    const texts = anchors.headings.flatMap(({ text }) => (text.startsWith('^') ? [] : text));
    near = suggester([...texts, ...ids.map((id) => `^${id}`)]);
    anchorSuggesters.set(anchors, near);
  }
  const isBlock = anchor.startsWith('^');
  return near.near(anchor.slice(anchor.lastIndexOf('#') + 1)).filter((name) => name.startsWith('^') === isBlock);
}

const anchorSuggesters = new WeakMap<Anchors, Suggester>();

/** Maximum depth of headings. */
const maxLevels = 6;

/** The heading that `A#B#C` names: C below B below A. All but A may contain `#` themselves: `A#About #tag`. */
function nested(anchors: Anchors, names: readonly string[]): number | undefined {
  if (names.length > maxLevels) return undefined;
  const { headings } = anchors;
  const { byFold, byMarkup } = anchorIndexOf(anchors);
  const below = (rest: readonly string[], from: number, to: number): number | undefined => {
    for (let count = 1; count <= rest.length; count++) {
      const name = foldAnchor(rest.slice(0, count).join('#'));
      const isIn = (number: number): boolean => number >= from && number < to;
      const at = byFold.get(name)?.find(isIn) ?? byMarkup.get(name)?.find(isIn);
      const heading = at === undefined ? undefined : headings[at];
      if (at === undefined || !heading) continue;
      if (count === rest.length) return at;
      const end = headings.findIndex(({ depth }, index) => index > at && index < to && depth <= heading.depth);
      const found = below(rest.slice(count), at + 1, end < 0 ? to : end);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return below(names, 0, headings.length);
}

/** The letters and digits of a text; the text itself if it has none. */
function foldAnchor(text: string): string {
  const seen = visible(text.normalize('NFC'));
  return slug(seen).replace(/[-_]+/g, '') || seen.trim();
}
