/** Where every link goes: found, missing or ambiguous, decided here and nowhere else. */
import { slug } from 'github-slugger';
import { type DiagnosticCode, diagnosticIn } from '../diagnostics.ts';
import type { ArticleId, Diagnostic, ParsedArticle, Resolution, WrittenLink } from '../model.ts';
import { folderOf, joinPath, type Named, type NameIndex } from './name-index.ts';

/** What the rules said of one target. */
export type NameAnswer =
  | { readonly state: 'found'; readonly file: Named; readonly rule: string; readonly candidates: readonly Named[] }
  | { readonly state: 'ambiguous'; readonly rule: string; readonly candidates: readonly Named[] }
  | { readonly state: 'missing' };

/** Applies the rules in their order; the first that finds anything decides. */
export function answerName(index: NameIndex, target: string, from: string): NameAnswer {
  for (const rule of index.rules) {
    const candidates = rule.find(target, from);
    if (candidates.length === 0) continue;
    const file = settle(candidates, from);
    return file ? { state: 'found', file, rule: rule.name, candidates } : { state: 'ambiguous', rule: rule.name, candidates };
  }
  return { state: 'missing' };
}

/** Among several: the one in the same folder, then under the same top folder, then the one with the shortest path. */
function settle(candidates: readonly Named[], from: string): Named | undefined {
  let left = candidates;
  const folder = folderOf(from);
  const top = topOf(from);
  const depths = (): number => Math.min(...left.map(({ path }) => path.split('/').length));
  const narrowings: ((file: Named) => boolean)[] = [({ path }) => folderOf(path) === folder, ({ path }) => topOf(path) === top];
  for (const keep of narrowings) {
    const kept = left.filter(keep);
    if (kept.length === 1) return kept[0];
    if (kept.length > 1) left = kept;
  }
  const shortest = depths();
  left = left.filter(({ path }) => path.split('/').length === shortest);
  return left.length === 1 ? left[0] : undefined;
}

function topOf(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** What a link may point into: headings and blocks of an article. */
export type Anchors = Pick<ParsedArticle, 'headings' | 'blocks'>;

export interface ResolvedLink {
  readonly resolution: Resolution;
  readonly diagnostic?: Diagnostic;
}

export interface LinkResolver {
  /** Where the links of one article go, in their order. */
  readonly resolveAll: (from: ParsedArticle, fromId: ArticleId) => ResolvedLink[];
}

/**
 * A resolver over finished names. Answers for one folder and target are kept.
 *
 * @param withheld names of articles that are not published: a link that means one of them leads nowhere and says nothing
 */
export function linkResolver(
  index: NameIndex,
  withheld: NameIndex,
  anchorsOf: (id: ArticleId) => Anchors | undefined,
): LinkResolver {
  const answersByFolder = new Map<string, Map<string, NameAnswer>>();
  return {
    resolveAll(from, fromId) {
      const folder = folderOf(from.path);
      const answers = answersByFolder.get(folder) ?? new Map<string, NameAnswer>();
      answersByFolder.set(folder, answers);
      const answer = (target: string): NameAnswer => {
        let known = answers.get(target);
        if (!known) {
          known = answerName(index, target, from.path);
          answers.set(target, known);
        }
        return known;
      };
      const isWithheld = (target: string): boolean => answerName(withheld, target, from.path).state !== 'missing';
      return from.links.map((link) => resolveLink(link, { from, fromId, answer, isWithheld, anchorsOf }));
    },
  };
}

interface LinkPlace {
  readonly from: ParsedArticle;
  readonly fromId: ArticleId;
  readonly answer: (target: string) => NameAnswer;
  readonly isWithheld: (target: string) => boolean;
  readonly anchorsOf: (id: ArticleId) => Anchors | undefined;
}

function resolveLink(link: WrittenLink, { from, fromId, answer, isWithheld, anchorsOf }: LinkPlace): ResolvedLink {
  const report = (code: DiagnosticCode, message: string, hint?: string): Diagnostic =>
    diagnosticIn(code, from, link.span, message, hint);
  const withAnchor = (id: ArticleId, anchor: string | undefined): ResolvedLink => {
    if (anchor === undefined) return { resolution: { state: 'article', id } };
    const fragment = fragmentOf(anchorsOf(id) ?? { headings: [], blocks: [] }, anchor);
    if (fragment !== undefined) return { resolution: { state: 'article', id, fragment } };
    return {
      resolution: { state: 'article', id },
      diagnostic: report('anchor-missing', `\`${id}\` has no ${anchor.startsWith('^') ? 'block' : 'heading'} \`${anchor}\`.`),
    };
  };

  if (link.target === '') return withAnchor(fromId, link.anchor);
  // A name may hold a `#` of its own: `C#`.
  const whole = link.anchor === undefined ? link.target : `${link.target}#${link.anchor}`;
  const named = link.anchor === undefined ? undefined : answer(whole);
  const found = named?.state === 'found' ? named : answer(withoutMd(link.target));
  const anchor = named?.state === 'found' ? undefined : link.anchor;

  switch (found.state) {
    case 'found': {
      const { file } = found;
      if (file.id !== undefined) return withAnchor(file.id, anchor);
      return { resolution: { state: 'attachment', path: file.path, ...(anchor !== undefined && { fragment: anchor }) } };
    }
    case 'ambiguous': {
      const candidates = found.candidates.flatMap(({ id }) => (id === undefined ? [] : [id]));
      return {
        resolution: { state: 'ambiguous', name: link.target, candidates },
        diagnostic: report(
          'link-ambiguous',
          `\`${link.target}\` may mean ${candidates.map((id) => `\`${id}\``).join(' or ')}.`,
          'Write more of its path.',
        ),
      };
    }
    case 'missing': {
      const resolution: Resolution = { state: 'missing', name: link.target };
      if (isWithheld(withoutMd(link.target))) {
        return {
          resolution: { state: 'private' },
          diagnostic: report(missingCode(link), `\`${link.target}\` is private; readers see a missing link.`),
        };
      }
      if (link.isOptional) return { resolution };
      if (link.syntax !== 'wikilink' && joinPath(folderOf(from.path), link.target) === undefined) {
        return {
          resolution: { state: 'unsafe' },
          diagnostic: report('path-unsafe', `\`${link.target}\` leads out of the vault.`),
        };
      }
      return { resolution, diagnostic: report(missingCode(link), `Nothing in the vault is called \`${link.target}\`.`) };
    }
  }
}

const missingCodes = {
  body: 'link-missing',
  property: 'link-missing',
  connection: 'connection-missing',
  source: 'source-missing',
} as const;

function missingCode(link: WrittenLink): DiagnosticCode {
  if (link.kind !== 'embed') return missingCodes[link.kind];
  return /\.(?!md$)[a-z0-9]{2,5}$/i.test(link.target) ? 'attachment-missing' : 'embed-missing';
}

function withoutMd(target: string): string {
  return target.replace(/\.md$/i, '').replace(/(?<=.)\/$/, '');
}

/**
 * The element that an anchor names: a heading by its text or id, whatever its case and punctuation; `A#B` is the first B
 * below A; `^id` is a block. A heading whose section is shown in a panel is found at the panel.
 */
export function fragmentOf({ headings, blocks }: Anchors, anchor: string): string | undefined {
  if (anchor.startsWith('^')) return blocks.includes(anchor.slice(1)) ? anchor : undefined;
  const slugged = slug(anchor.normalize('NFC'));
  const byId =
    headings.find(({ id }) => id === anchor || id === slugged) ??
    headings.find(({ text }) => foldAnchor(text) === foldAnchor(anchor));
  const found = byId ?? nested(headings, anchor.split('#'));
  if (!found) return undefined;
  return found.lifted === undefined || found.lifted === 'summary' ? (found.lifted ? '' : found.id) : `article-${found.lifted}`;
}

function nested(headings: Anchors['headings'], names: readonly string[]): Anchors['headings'][number] | undefined {
  let from = 0;
  let to = headings.length;
  let found: Anchors['headings'][number] | undefined;
  for (const name of names) {
    const at = headings.findIndex(({ text }, index) => index >= from && index < to && foldAnchor(text) === foldAnchor(name));
    found = headings[at];
    if (!found) return undefined;
    const { depth } = found;
    from = at + 1;
    const end = headings.findIndex((heading, index) => index >= from && heading.depth <= depth);
    if (end >= 0) to = Math.min(to, end);
  }
  return found;
}

function foldAnchor(text: string): string {
  return slug(text.normalize('NFC')).replace(/[-_]+/g, '');
}
