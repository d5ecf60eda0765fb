/** The connections of an article from both sides, grouped by relation. */
import type { Connection } from '../../wiki/graph/build-graph.ts';
import type { Article } from '../../wiki/model.ts';
import type { ArticleBody } from '../body/article-html.ts';
import type { RenderContext } from '../context.ts';
import { articleTarget, targetOf } from '../fill/links.ts';
import type { ConnectionGroup, ConnectionItem, Target } from '../payloads.ts';
import { escapeText } from '../print/escape.ts';
import type { Prose } from '../print/prose.ts';

/**
 * Connections grouped by relation: outgoing before incoming, typed before untyped, else in the order of the article.
 *
 * @param toHtml prints prose of `body`
 */
export function connectionGroups(
  context: RenderContext,
  article: Article,
  body: ArticleBody,
  toHtml: (prose: Prose) => string,
): ConnectionGroup[] {
  const { wiki } = context;
  const untyped = context.say('seeAlso');
  const groups = new Map<string, { group: Omit<ConnectionGroup, 'items'>; items: Map<string, ConnectionItem> }>();
  for (const connection of wiki.graph.connections.get(article.id) ?? []) {
    const group = groupOf(connection, wiki.options.relations.of(connection.label ?? '') !== undefined, untyped);
    const key = `${group.direction}\0${group.label}`;
    const known = groups.get(key) ?? { group, items: new Map<string, ConnectionItem>() };
    groups.set(key, known);
    const targets = targetsOf(context, article, connection);
    if (targets.length === 0) continue;
    // Targets of one bullet share its note, so they stay together.
    const { declaredBy, index, restatedAt = [] } = connection;
    const itemKey = [declaredBy, index, ...restatedAt].join('\0');
    const item = known.items.get(itemKey);
    const noteAt = (number: number): string => noteOf(context, { declaredBy, index: number }, article, body, toHtml);
    known.items.set(
      itemKey,
      item
        ? { ...item, targets: [...item.targets, ...targets] }
        : { targets, noteHtml: noteAt(index), moreNotesHtml: restatedAt.map(noteAt) },
    );
  }
  const rank = ({ direction, label }: Omit<ConnectionGroup, 'items'>): number =>
    (direction === 'incoming' ? 2 : 0) + (label === untyped ? 1 : 0);
  return [...groups.values()]
    .map(({ group, items }): ConnectionGroup => ({ ...group, items: [...items.values()] }))
    .sort((a, b) => rank(a) - rank(b));
}

/**
 * A declared relation reads from both sides; an undeclared one is quoted on the other.
 *
 * @param untyped label of connections without a relation
 */
function groupOf({ label, direction }: Connection, isDeclared: boolean, untyped: string): Omit<ConnectionGroup, 'items'> {
  if (label === undefined) return { label: untyped, direction: 'outgoing', quoted: false };
  const shown = label.charAt(0).toUpperCase() + label.slice(1).replaceAll('_', ' ');
  return { label: shown, direction: isDeclared ? 'outgoing' : direction, quoted: direction === 'incoming' && !isDeclared };
}

/** The targets of a connection, as the article's own links name them; empty if none is published. */
export function targetsOf(context: RenderContext, { id, parsed }: Article, { other, links }: Connection): Target[] {
  const resolutions = context.wiki.resolutions.get(id) ?? [];
  if (links.length > 0) return links.flatMap((link) => targetOf(context, parsed.links[link], resolutions[link]) ?? []);
  const article = 'id' in other ? context.wiki.byId.get(other.id) : undefined;
  return article ? [articleTarget(context, article)] : [];
}

/** The note of a connection: with links if it is the article's own, as plain text if it is from another article. */
function noteOf(
  context: RenderContext,
  { declaredBy, index }: Pick<Connection, 'declaredBy' | 'index'>,
  article: Article,
  body: ArticleBody,
  toHtml: (prose: Prose) => string,
): string {
  if (declaredBy === article.id) return toHtml(body.notes[index] ?? []);
  const note = context.wiki.byId.get(declaredBy)?.parsed.connections[index]?.note;
  return note === undefined ? '' : escapeText(note);
}
