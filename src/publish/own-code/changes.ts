/** What the hook `afterParse` says of an article in place of what its file says. */
import { diagnosticAt } from '../../wiki/diagnostics.ts';
import type { ParsedArticle, Properties } from '../../wiki/model.ts';
import { fields } from '../../wiki/schema/property-keys.ts';
import type { ArticleChanges } from './config.ts';
import { type OwnCode, problemOfHook } from './load.ts';

/** The properties that the hook may give. */
const changeable = ['type', 'aliases', 'tags', 'created', 'updated', 'staleAfter', 'confidence', 'resource', 'image'] as const;

type Changed = Partial<Pick<Properties, (typeof changeable)[number]>>;

/** The article with what the hook says of it. If the hook fails, or gives a value that a property cannot have, that is a finding. */
export function withChanges(article: ParsedArticle, { hooks: { afterParse } }: OwnCode): ParsedArticle {
  if (!afterParse) return article;
  try {
    const changes = afterParse(article);
    return changes ? changed(article, changes) : article;
  } catch (error) {
    return withProblems(article, [problemOfHook('afterParse', error)]);
  }
}

function changed(article: ParsedArticle, changes: ArticleChanges): ParsedArticle {
  const { properties, problems } = propertiesOf(changes);
  const { title, summary, extra } = changes;
  const { type: _, ...linked } = article.linkedProperties ?? {};
  const made: ParsedArticle = {
    ...article,
    ...(isText(title) && title.trim() !== '' && { title: title.trim() }),
    ...(isText(summary) && { summary: summary.trim() }),
    properties: {
      ...article.properties,
      ...properties,
      ...(extra && { extra: { ...article.properties.extra, ...extra } }),
    },
    // The type is that of a link no longer.
    ...(properties.type !== undefined && article.linkedProperties && { linkedProperties: linked }),
  };
  return withProblems(made, problems);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function propertiesOf({ properties = {} }: ArticleChanges): { properties: Changed; problems: string[] } {
  const read: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(properties)) {
    const known = changeable.find((each) => each === name);
    const parsed = known && fields[known].schema.safeParse(value);
    if (known && parsed?.success) read[known] = parsed.data;
    else
      problems.push(
        `\`hooks.afterParse\` returns ${JSON.stringify(value)} as \`${name}\`, which ${known ? 'cannot be that' : 'it cannot change'}.`,
      );
  }
  return { properties: read as Changed, problems };
}

function withProblems(article: ParsedArticle, problems: readonly string[]): ParsedArticle {
  if (problems.length === 0) return article;
  const found = problems.map((problem) => diagnosticAt('plugin-failed', article.path, { line: 1, column: 1 }, problem));
  return { ...article, diagnostics: [...article.diagnostics, ...found] };
}
