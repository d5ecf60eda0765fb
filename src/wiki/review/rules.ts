/** The rules that need the whole wiki, one entry each. */
import { type DiagnosticCode, diagnosticIn } from '../diagnostics.ts';
import { didYouMean, suggester } from '../did-you-mean.ts';
import { circularBases, isStale, staleSince } from '../graph/provenance.ts';
import type { Wiki } from '../link-wiki.ts';
import type { Article, ArticleId, Diagnostic, Resolution, Span } from '../model.ts';
import { fallbackTypeKey } from '../schema/article-types.ts';
import { imagesWithoutAlt } from './attachments.ts';
import { embedCycles } from './embed-cycles.ts';

export interface ReviewOptions {
  readonly now: Date;
  /** Whether an undeclared type is an error. */
  readonly strictTypes: boolean;
  /** Number of days without an update after which an article is stale, unless it has a `stale_after`. */
  readonly staleAfterDays?: number;
}

export interface Rule {
  readonly code: DiagnosticCode;
  readonly find: (wiki: Wiki, options: ReviewOptions) => Iterable<Finding>;
}

interface Finding {
  readonly article: Article;
  /** If undefined, the start of the file. */
  readonly span?: Span | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly severity?: 'error';
}

const start: Span = { start: 0, end: 0 };

/** Minimum number of articles that link to a missing name. Names with fewer are reported by `link-missing` only. */
const worthWriting = 3;

/** In the order of the catalogue. */
export const rules: readonly Rule[] = [
  {
    code: 'type-missing',
    *find({ articles }) {
      const untyped = articles.filter(({ parsed, type }) => parsed.places.type === undefined && type === fallbackTypeKey);
      const [first] = untyped;
      // A wiki without any types does not use them, which is worth saying once.
      if (first && untyped.length > 1 && untyped.length === articles.length) {
        yield {
          article: first,
          message: `None of the ${untyped.length.toLocaleString('en')} articles has a \`type\`, and no folder implies one; all are shown as \`${fallbackTypeKey}\`.`,
          hint: 'Write `type: concept` in their frontmatter, or declare their folders as types in sourcebook.yaml.',
        };
        return;
      }
      for (const article of untyped)
        yield {
          article,
          message: `The article has no \`type\`, and its folder implies none; it is shown as \`${article.type}\`.`,
          hint: 'Write `type: concept` in its frontmatter, or declare a type with this folder in sourcebook.yaml.',
        };
    },
  },
  {
    code: 'type-unknown',
    *find({ articles, options: { types } }, { strictTypes }) {
      const declared = suggester(types.declared.map(({ key }) => key));
      const counts = new Map<string, number>();
      for (const { type } of articles) counts.set(type, (counts.get(type) ?? 0) + 1);
      const reported = new Set<string>();
      for (const article of articles) {
        const { type, category } = article.parsed.properties;
        // Categories are not meant as a type, so they count only if types are strict.
        const isCategory = strictTypes && category !== undefined && types.of(category).key === article.type;
        const written = type ?? (isCategory ? category : undefined);
        if (written === undefined || types.of(written).declared || article.type === fallbackTypeKey) continue;
        // Once per type, unless each use is an error.
        if (!strictTypes && reported.has(article.type)) continue;
        reported.add(article.type);
        const count = counts.get(article.type) ?? 1;
        const users = strictTypes || count === 1 ? '' : ` (${count} articles have it)`;
        yield {
          article,
          span: article.parsed.places.type,
          message: `The type \`${written}\` is not declared${users}; it is shown under its own label.`,
          hint: didYouMean(declared.near(written)) ?? 'Declare it under `types:` in sourcebook.yaml.',
          ...(strictTypes && { severity: 'error' }),
        };
      }
    },
  },
  {
    code: 'title-duplicate',
    *find({ articles }) {
      const holders = new Map<string, Article>();
      for (const article of articles) {
        const { title } = article.parsed;
        const key = title.normalize('NFC').toLowerCase();
        const holder = holders.get(key);
        if (!holder) holders.set(key, article);
        else
          yield {
            article,
            span: article.parsed.places.title,
            message: `The title \`${title}\` is also that of \`${holder.parsed.path}\`.`,
            hint: 'Links by this title are ambiguous; give one of them another title.',
          };
      }
    },
  },
  { code: 'embed-cycle', find: (wiki) => embedCycles(wiki) },
  {
    code: 'alt-missing',
    *find(wiki) {
      for (const { article, link, path } of imagesWithoutAlt(wiki)) {
        const name = path.split('/').at(-1) ?? path;
        const example = link.syntax === 'wikilink' ? `![[${name}|what it shows]]` : `![what it shows](${name})`;
        yield {
          article,
          span: link.span,
          message: `The image \`${name}\` has no alt text.`,
          hint: `Describe it: \`${example}\`.`,
        };
      }
    },
  },
  {
    code: 'provenance-cycle',
    *find({ basis, byId }) {
      for (const circle of circularBases(basis)) {
        const [first, ...others] = circle.flatMap((id) => byId.get(id) ?? []);
        if (!first) continue;
        const titles = others.slice(0, worthWriting).map(({ parsed }) => `\`${parsed.title}\``);
        const more = others.length > titles.length ? ` and ${others.length - titles.length} more` : '';
        yield {
          article: first,
          message: `This article is made from itself, through ${titles.join(', ')}${more}.`,
          hint: 'Of articles that name one another as sources, one came first; remove the others from its sources.',
        };
      }
    },
  },
  {
    code: 'relation-unknown',
    *find({ articles, options: { relations } }) {
      const labels = suggester(relations.all.flatMap(({ label, inverse }) => [label, inverse]));
      for (const article of articles) {
        for (const { label, labelSpan } of article.parsed.connections) {
          if (label === undefined || relations.of(label)) continue;
          yield {
            article,
            span: labelSpan,
            message: `The relation \`${label}\` is not declared; the other article shows it in quotes.`,
            hint: didYouMean(labels.near(label)) ?? 'Declare it, with its inverse, under `relations:` in sourcebook.yaml.',
          };
        }
      }
    },
  },
  {
    code: 'contradiction',
    *find({ articles, graph, byId, options: { relations } }) {
      for (const article of articles) {
        for (const { direction, label, other, declaredBy, index } of graph.connections.get(article.id) ?? []) {
          if (direction !== 'outgoing' || declaredBy !== article.id || !('id' in other)) continue;
          if (label === undefined || !relations.of(label)?.relation.isConflict) continue;
          yield {
            article,
            span: article.parsed.connections[index]?.labelSpan,
            message: `This article says that it contradicts \`${byId.get(other.id)?.parsed.title ?? other.id}\`.`,
            hint: 'Settle which is right, or explain the disagreement in both.',
          };
        }
      }
    },
  },
  {
    code: 'stale',
    *find({ articles }, { now, staleAfterDays }) {
      for (const article of articles) {
        const { properties, places } = article.parsed;
        const since = staleSince(properties, staleAfterDays);
        if (since === undefined || !isStale(since, now)) continue;
        yield {
          article,
          span: properties.staleAfter === undefined ? places.updated : places.staleAfter,
          message: `The article has been stale since ${since.slice(0, 10)}.`,
          hint: 'Check it against its sources, then set `updated` or a later `stale_after`.',
        };
      }
    },
  },
  {
    code: 'orphan',
    *find({ articles, graph }) {
      for (const article of articles)
        if (!graph.backlinks.has(article.id)) yield { article, message: 'No article links to this one.' };
    },
  },
  {
    code: 'dead-end',
    *find({ articles, graph }) {
      const linking = new Set(graph.links.map(({ from }) => from));
      for (const article of articles)
        if (!linking.has(article.id)) yield { article, message: 'This article links to no other article.' };
    },
  },
  {
    code: 'wanted',
    *find({ graph: { wanted }, byId, resolutions }) {
      for (const { name, from } of wanted) {
        if (from.length < worthWriting) break;
        const article = byId.get(from[0] as ArticleId);
        if (!article) continue;
        yield {
          article,
          span: spanOfLinkTo(article, resolutions.get(article.id) ?? [], name),
          message: `${from.length} articles link to \`${name}\`, which does not exist.`,
          hint: `They include ${from.slice(0, worthWriting).join(', ')}.`,
        };
      }
    },
  },
  {
    code: 'unsourced',
    *find({ articles, options: { types } }) {
      // A wiki without any sources does not use them.
      if (!articles.some(({ parsed }) => parsed.sources.length > 0)) return;
      for (const article of articles) {
        const { sources, properties } = article.parsed;
        if (sources.length === 0 && properties.resource === undefined && !types.of(article.type).isSource)
          yield { article, message: 'This article names no sources.' };
      }
    },
  },
];

function spanOfLinkTo({ parsed }: Article, targets: readonly Resolution[], name: string): Span | undefined {
  return parsed.links.find((_, index) => {
    const target = targets[index];
    return target?.state === 'missing' && target.name.toLowerCase() === name.toLowerCase();
  })?.span;
}

/** The findings of all rules, in no particular order. */
export function review(wiki: Wiki, options: ReviewOptions): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { code, find } of rules) {
    for (const { article, span, message, hint, severity } of find(wiki, options)) {
      const diagnostic = diagnosticIn(code, article.parsed, span ?? start, message, hint);
      found.push(severity === undefined ? diagnostic : { ...diagnostic, severity });
    }
  }
  return found;
}
