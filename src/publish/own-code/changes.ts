/** What the hook `afterParse` says of an article in place of what its file says. */
import { diagnosticAt } from '../../wiki/diagnostics.ts';
import type { ParsedArticle, Properties } from '../../wiki/model.ts';
import { fields } from '../../wiki/schema/property-keys.ts';
import { type OwnCode, problemOfHook } from './load.ts';

/** The properties that the hook may give. */
const changeable = ['type', 'aliases', 'tags', 'created', 'updated', 'staleAfter', 'confidence', 'resource', 'image'] as const;

type Changed = Partial<Pick<Properties, (typeof changeable)[number]>>;

/** The article with what the hook says of it. If the hook fails, or gives a value that cannot be used, that is a finding. */
export function withChanges(article: ParsedArticle, { hooks: { afterParse } }: OwnCode): ParsedArticle {
  if (!afterParse) return article;
  try {
    // The hook may do to its argument what it likes.
    const changes: unknown = afterParse(structuredClone(article));
    if (changes === undefined || changes === null) return article;
    if (!isObject(changes)) return withProblems(article, [`\`hooks.afterParse\` returns ${shown(changes)}, not an object.`]);
    return changed(article, changes);
  } catch (error) {
    return withProblems(article, [problemOfHook('afterParse', error)]);
  }
}

function changed(article: ParsedArticle, changes: Readonly<Record<string, unknown>>): ParsedArticle {
  const { properties, problems } = propertiesOf(changes['properties']);
  const title = textIn(changes, 'title', problems);
  const summary = textIn(changes, 'summary', problems);
  const extra = extraIn(changes, problems);
  const { type: _, ...linked } = article.linkedProperties ?? {};
  const made: ParsedArticle = {
    ...article,
    ...(title && { title }),
    ...(summary !== undefined && { summary }),
    properties: {
      ...article.properties,
      ...properties,
      ...(extra && { extra: { ...article.properties.extra, ...extra } }),
    },
    // The type is that of a link no longer.
    ...(properties.type !== undefined && article.linkedProperties && { linkedProperties: linked }),
  };
  return withProblems(withWrittenNames(made, article), problems);
}

/** Keeps the names of the file that are names no longer. */
function withWrittenNames(now: ParsedArticle, before: ParsedArticle): ParsedArticle {
  const names = new Set([now.title, ...now.properties.aliases]);
  const gone = [before.title, ...before.properties.aliases].filter((name) => !names.has(name));
  return gone.length === 0 ? now : { ...now, writtenNames: [...(before.writtenNames ?? []), ...gone] };
}

function textIn(changes: Readonly<Record<string, unknown>>, name: 'title' | 'summary', problems: string[]): string | undefined {
  const value = changes[name];
  if (typeof value === 'string') return value.trim();
  if (value !== undefined && value !== null) problems.push(`${returned(value, name)} cannot be that.`);
  return undefined;
}

/** As data, which the cache can keep. */
function extraIn({ extra }: Readonly<Record<string, unknown>>, problems: string[]): Record<string, unknown> | undefined {
  if (extra === undefined || extra === null) return undefined;
  const data = dataOf(extra);
  if (isObject(data)) return data;
  problems.push(`${returned(extra, 'extra')} cannot be that.`);
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Promise);
}

/** Undefined for what JSON cannot say. */
function dataOf(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    return undefined;
  }
}

/** A value in a message. */
function shown(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  const data = dataOf(value);
  return data === undefined ? `a value of the type ${typeof value}` : JSON.stringify(data);
}

function returned(value: unknown, name: string): string {
  return `\`hooks.afterParse\` returns ${shown(value)} as \`${name}\`, which`;
}

function propertiesOf(properties: unknown): { properties: Changed; problems: string[] } {
  const read: Record<string, unknown> = {};
  const problems: string[] = [];
  if (properties === undefined || properties === null) return { properties: {}, problems };
  if (!isObject(properties)) return { properties: {}, problems: [`${returned(properties, 'properties')} cannot be that.`] };
  for (const [name, value] of Object.entries(properties)) {
    const known = changeable.find((each) => each === name);
    const parsed = known && fields[known].schema.safeParse(value);
    if (known && parsed?.success) read[known] = parsed.data;
    else problems.push(`${returned(value, name)} ${known ? 'cannot be that' : 'it cannot change'}.`);
  }
  return { properties: read as Changed, problems };
}

function withProblems(article: ParsedArticle, problems: readonly string[]): ParsedArticle {
  if (problems.length === 0) return article;
  const found = problems.map((problem) => diagnosticAt('plugin-failed', article.path, { line: 1, column: 1 }, problem));
  return { ...article, diagnostics: [...article.diagnostics, ...found] };
}
