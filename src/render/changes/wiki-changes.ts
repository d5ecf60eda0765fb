/** What a change of a vault changes for its readers: the difference of two wikis, and of each article what it shows. */
import { compareStrings } from '../../wiki/diagnostics.ts';
import type { Article, ArticleId } from '../../wiki/model.ts';
import { type ArticleName, compareWikis, type WikiDifference } from '../../wiki/review/compare-wikis.ts';
import { type Claim, type LostClaim, lostClaims } from '../../wiki/review/lost-claims.ts';
import { directionOf } from '../../wiki/schema/language.ts';
import { actorName, type RenderContext, saysWhoMadeIt } from '../context.ts';
import { nameOfSource, textOfValue } from '../files/search-document.ts';
import { fillerFor } from '../fill/filler.ts';
import { nameOfTarget } from '../fill/links.ts';
import { buildPanels } from '../panels/panels.ts';
import { sourceList } from '../panels/sources.ts';
import type { ConnectionGroup } from '../payloads.ts';
import { print, printingFor, type SlotFiller } from '../print/printer.ts';
import type { Prose } from '../print/prose.ts';
import { compareProse, shortened } from './compare-prose.ts';
import { settledProse, sourceName, textOfProse } from './settled-prose.ts';

/** A field of an article that differs: its old values that are gone, and its new ones. */
export interface FieldChange {
  /** `Title`, `Tags`, `Linked from`, or the name of a property. */
  readonly field: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Numbers of blocks: paragraphs, headings, items, rows. */
export interface TextCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

export interface ArticleChange extends ArticleName {
  readonly kind: 'changed' | 'added' | 'gone';
  /** Where it was, if it has moved. */
  readonly from?: ArticleName;
  readonly fields: readonly FieldChange[];
  /** Undefined if readers see the same text. */
  readonly text?: TextCounts;
}

/** A sentence that is still there without a source that it cited, with names of sources. */
export interface LostCitation extends LostClaim {
  readonly article: ArticleId;
}

export interface WikiChanges extends WikiDifference {
  readonly claims: readonly LostCitation[];
  /** Of the articles that changed, are new or gone, by id. */
  readonly articles: readonly ArticleChange[];
}

/** A change as readers see it: HTML of the project's renderer. */
export interface ShownChange {
  readonly change: ArticleChange;
  readonly html: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/** Compares two wikis. */
export function wikiChanges(before: RenderContext, after: RenderContext): WikiChanges {
  const difference = compareWikis(before.wiki, after.wiki);
  const found: ArticleChange[] = [];
  const claims: LostCitation[] = [];
  for (const name of difference.changed) {
    const { id, title, path, from } = name;
    const pair = pairOf(before, after, id, from?.id);
    if (!pair) continue;
    const [old, now] = pair;
    const text = compareProse(old.prose(), now.prose(), 0);
    const fields = fieldChanges(old.fields(), now.fields());
    found.push({ id, title, path, kind: 'changed', fields, ...(text && { text: countsOf(text) }), ...(from && { from }) });
    claims.push(...lostCitations(old, now));
  }
  // An article keeps its file where only its source is gone.
  const isChanged = new Set(difference.changed.map(({ id }) => id));
  for (const article of after.wiki.articles) {
    if (isChanged.has(article.id) || article.parsed.citations.length === 0) continue;
    const pair = pairOf(before, after, article.id);
    if (pair) claims.push(...lostCitations(...pair));
  }
  for (const name of difference.added) found.push({ ...name, kind: 'added', fields: [] });
  for (const name of difference.gone) found.push({ ...name, kind: 'gone', fields: [] });
  return {
    ...difference,
    claims: claims.sort((a, b) => compareStrings(a.article, b.article)),
    articles: found.sort((a, b) => compareStrings(a.id, b.id)),
  };
}

/** @param maxSize of the text that is shown, in characters */
export function showChange(before: RenderContext, after: RenderContext, change: ArticleChange, maxSize: number): ShownChange {
  const [old, now] = [viewOf(before, change.from?.id ?? change.id), viewOf(after, change.id)];
  const view = (change.kind === 'gone' ? old : now) ?? now ?? old;
  if (!view) return { change, html: '', lang: 'en', dir: 'ltr' };
  const prose =
    change.kind === 'changed' && old && now
      ? (compareProse(old.prose(), now.prose(), maxSize)?.prose ?? [])
      : shortened(view.prose(), maxSize);
  const block: SlotFiller['block'] = (key) => {
    const made = now?.filler.block(key);
    return made && made.html !== '' ? made : (old?.filler.block(key) ?? { html: '', words: '' });
  };
  const { lang } = view.article;
  return { change, html: print(prose, { ...view.filler, block }, printingFor()), lang, dir: directionOf(lang) };
}

/** An article as one of the two wikis shows it. */
interface View {
  readonly context: RenderContext;
  readonly article: Article;
  readonly filler: SlotFiller;
  readonly prose: () => Prose;
  readonly fields: () => ReadonlyMap<string, readonly string[]>;
}

function pairOf(before: RenderContext, after: RenderContext, id: ArticleId, oldId = id): [View, View] | undefined {
  const [old, now] = [viewOf(before, oldId), viewOf(after, id)];
  return old && now && [old, now];
}

function viewOf(context: RenderContext, id: ArticleId): View | undefined {
  const article = context.wiki.byId.get(id);
  if (!article) return undefined;
  const body = context.bodyOf(id);
  const filler = fillerFor(context, article, body);
  let prose: Prose | undefined;
  return {
    context,
    article,
    filler,
    prose() {
      prose ??= settledProse(context, article, body);
      return prose;
    },
    fields() {
      const toHtml = (each: Prose): string => print(each, filler, printingFor());
      const { data } = buildPanels({ context, article, body, toHtml });
      const sources = sourceList(context, article, body, toHtml).items;
      return fieldsOf(article, context, [
        ['Sources', sources.map(nameOfSource)],
        ['Connections', data.connections.flatMap(connectionsIn)],
        ['Linked from', data.backlinks.map(({ title }) => title)],
        ...data.properties.map(({ label, value }): [string, string[]] => [label, [textOfValue(value)]]),
      ]);
    },
  };
}

function fieldsOf(
  article: Article,
  { config }: RenderContext,
  more: readonly (readonly [string, readonly string[]])[],
): ReadonlyMap<string, readonly string[]> {
  const { parsed, type, trust } = article;
  const { properties } = parsed;
  const only = (value: string | undefined): string[] => (value === undefined || value === '' ? [] : [value]);
  const stamp = ({ by, at }: { by: string; at?: string }): string => [actorName(by), at].filter(Boolean).join(', ');
  return new Map([
    ['Title', [parsed.title]],
    ['Type', only(config.types.of(type).label)],
    ['Status', only(properties.statusWord ?? properties.status)],
    ['Confidence', only(properties.confidence)],
    ['Trust', saysWhoMadeIt(article) ? [trust] : []],
    ['Made by', properties.generated ? [stamp(properties.generated)] : []],
    ['Verified by', properties.verified.map(stamp)],
    ['Also called', properties.aliases],
    ['Tags', properties.tags],
    ['Created', only(properties.created)],
    ['Updated', only(properties.updated)],
    ['Stale after', only(properties.staleAfter)],
    ...more,
  ]);
}

function connectionsIn({ label, direction, items }: ConnectionGroup): string[] {
  const arrow = direction === 'incoming' ? ' ←' : '';
  return items.flatMap(({ targets }) => targets.map((target) => `${label}${arrow} ${nameOfTarget(target)}`));
}

function fieldChanges(
  before: ReadonlyMap<string, readonly string[]>,
  after: ReadonlyMap<string, readonly string[]>,
): FieldChange[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((field) => {
    const [old, now] = [before.get(field) ?? [], after.get(field) ?? []];
    const removed = old.filter((value) => !now.includes(value));
    const added = now.filter((value) => !old.includes(value));
    return removed.length + added.length === 0 ? [] : [{ field, removed, added }];
  });
}

function lostCitations(old: View, now: View): LostCitation[] {
  const [before, after] = [claimsOf(old), claimsOf(now)];
  if (before.length === 0) return [];
  const texts = { before: textOfProse(old.prose()), after: textOfProse(now.prose()) };
  return lostClaims(before, after, texts).map(({ sentence, lost, instead }) => ({
    article: now.article.id,
    sentence,
    lost: lost.map((key) => sourceName(old.context, key)),
    instead: instead.map((key) => sourceName(now.context, key)),
  }));
}

/** Claims with a source that is there. */
function claimsOf({ context, article: { id, parsed } }: View): Claim[] {
  if (parsed.citations.length === 0) return [];
  const { claims } = context.mentionsOf(id);
  const keys = context.wiki.sources.keys.get(id) ?? [];
  return parsed.citations.flatMap(({ source }, index) => {
    const key = keys[source] ?? '';
    const isThere = key !== '' && context.wiki.sources.byKey.get(key)?.isMissing !== true;
    return isThere ? [{ sentence: claims[index] ?? '', source: key }] : [];
  });
}

function countsOf({ added, removed, changed }: TextCounts): TextCounts {
  return { added, removed, changed };
}
