/** Explains how a link is resolved, rule by rule, using the rules that resolve it. */
import { didYouMean } from '../did-you-mean.ts';
import type { Article } from '../model.ts';
import { folderOf, joinPath } from '../paths.ts';
import { propertyLinks } from '../syntax/property-links.ts';
import { parseWikilink } from '../text/wikilinks.ts';
import type { Named, NameIndex } from './name-index.ts';
import { answerName, fragmentOf, lookUp, nameSuggester, unpublishedRaw } from './resolve-links.ts';
import type { Choice } from './settle.ts';

export interface Explanation {
  /** The name that was looked up: the link without brackets, label and anchor. */
  readonly name: string;
  /** All rules in order. Those after the deciding one were not tried. */
  readonly rules: readonly { readonly rule: string; readonly candidates?: readonly Named[] }[];
  readonly result:
    | { readonly state: 'found'; readonly file: Named; readonly choice: Choice }
    | { readonly state: 'ambiguous'; readonly candidates: readonly Named[] }
    | { readonly state: 'missing'; readonly hint?: string }
    | { readonly state: 'private' }
    /** A link from one raw file to another that has no page. */
    | { readonly state: 'unpublished'; readonly reason: string }
    /** A path that leaves the vault. */
    | { readonly state: 'unsafe' };
  /** The anchor as written, and the id of the element it leads to; undefined if there is none. */
  readonly anchor?: { readonly written: string; readonly fragment: string | undefined };
}

export interface NamesOfWiki {
  readonly names: NameIndex;
  readonly privateNames: NameIndex;
  readonly byId: ReadonlyMap<string, Article>;
}

/**
 * Explains a link as it would be written in an article: `[[X#Y|label]]`, `![[X]]`, `[text](path.md)`, or the target alone.
 *
 * @returns undefined if `written` is not a link within the vault
 */
export function explainLink({ names, privateNames, byId }: NamesOfWiki, written: string, from: Article): Explanation | undefined {
  const [read, second] = propertyLinks(written.trim().replace(/^!(?=\[)/, ''));
  if (!read || second || read.kind === 'url' || (read.kind === 'text' && /^[[<]/.test(read.text))) return undefined;
  const link = read.kind === 'text' ? parseWikilink(read.text) : read.link;
  const { path } = from.parsed;
  if (link.target === '') {
    const file: Named = { path, id: from.id, names: [] };
    return { name: '', rules: [], result: { state: 'found', file, choice: 'the only one' }, ...anchorIn(from, link.anchor) };
  }
  const {
    name,
    written: asked,
    answer,
    anchor,
  } = lookUp(link, (target) => answerName({ published: names, withheld: privateNames }, target, { path, lang: from.lang }));
  const rules = names.rules.map(({ name: rule }, index) => {
    const candidates = answer.tried[index]?.candidates;
    return candidates ? { rule, candidates } : { rule };
  });
  switch (answer.state) {
    case 'found': {
      const { file, choice } = answer;
      if (from.parsed.role === 'raw' && file.id !== undefined && !byId.has(file.id))
        return { name, rules, result: { state: 'unpublished', reason: unpublishedRaw(file.path) } };
      const target = file.id === undefined ? undefined : byId.get(file.id);
      return { name, rules, result: { state: 'found', file, choice }, ...(target && anchorIn(target, anchor)) };
    }
    case 'ambiguous':
      return { name, rules, result: { state: 'ambiguous', candidates: answer.candidates } };
    case 'private':
      return { name, rules, result: { state: 'private' } };
    case 'missing': {
      if (read.kind === 'link' && read.link.syntax !== 'wikilink' && joinPath(folderOf(path), name) === undefined)
        return { name, rules, result: { state: 'unsafe' } };
      const hint = didYouMean(nameSuggester(names)(asked));
      return { name, rules, result: { state: 'missing', ...(hint !== undefined && { hint }) } };
    }
  }
}

function anchorIn({ parsed }: Article, written: string | undefined): Pick<Explanation, 'anchor'> {
  return written === undefined ? {} : { anchor: { written, fragment: fragmentOf(parsed, written) } };
}
