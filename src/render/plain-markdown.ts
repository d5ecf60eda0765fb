/** An article as clean markdown: normalised frontmatter, links resolved, what links here at the end. */
import { stringify } from 'yaml';
import type { Article, Resolution, Span, WrittenLink } from '../wiki/model.ts';
import { unreadComments, unreadMark } from '../wiki/parse/rewrite-links.ts';
import { shownName } from '../wiki/resolve/shown-name.ts';
import type { RenderContext } from './context.ts';
import { hrefOf } from './links.ts';

/** @param source the text that the article was read from */
export function plainMarkdown(context: RenderContext, article: Article, source: string): string {
  const { properties, title, summary } = article.parsed;
  const { isPrivate: _, extra, aliases, tags, verified, staleAfter, ...rest } = properties;
  const frontmatter = {
    ...rest,
    title,
    type: article.type,
    ...(summary !== '' && { summary }),
    ...(aliases.length > 0 && { aliases }),
    ...(tags.length > 0 && { tags }),
    ...(verified.length > 0 && { verified }),
    ...(staleAfter !== undefined && { stale_after: staleAfter }),
    ...extra,
  };
  const body = bodyWithLinks(context, article, source).trim();
  const backlinks = context.wiki.graph.backlinks.get(article.id) ?? [];
  const linked = backlinks.map(
    ({ from }) => `- [${escapeLabel(context.wiki.byId.get(from)?.parsed.title ?? from)}](${context.urls.article(from)})`,
  );
  const yaml = stringify(frontmatter, { lineWidth: 0 }) + unreadLines(article, source);
  const parts = [`---\n${yaml}---`, body, ...(linked.length > 0 ? [`## Linked from\n\n${linked.join('\n')}`] : [])];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Lines of the frontmatter that could not be read, as comments: nothing of the author's is lost. */
function unreadLines({ parsed }: Article, source: string): string {
  const lines = source.slice(0, parsed.bodyStart).split('\n');
  const unread = parsed.diagnostics.flatMap(({ code, line }) => (code === 'frontmatter-invalid' ? (lines[line - 1] ?? []) : []));
  return unreadComments([...unread, ...lines.filter((line) => line.startsWith(unreadMark))]);
}

function bodyWithLinks(context: RenderContext, article: Article, source: string): string {
  const { bodyStart, comments = [] } = article.parsed;
  const targets = context.wiki.resolutions.get(article.id) ?? [];
  const inBody: { span: Span; link?: WrittenLink; target?: Resolution | undefined }[] = article.parsed.links
    .map((link, index) => ({ span: link.span, link, target: targets[index] }))
    .filter(({ span }) => span.start >= bodyStart);
  inBody.push(...comments.map((span) => ({ span })));
  inBody.sort((a, b) => a.span.start - b.span.start);
  let text = '';
  let from = bodyStart;
  for (const { span, link, target } of inBody) {
    const { start, end } = span;
    if (start < from) continue;
    const raw = source.slice(start, end);
    if (!link) {
      text += source.slice(from, start);
      from = end;
      continue;
    }
    // An image in a link, or a link in raw HTML: the outer text stays.
    if (!target || !/^!?\[/.test(raw)) continue;
    const href = target.state === 'article' && link.target === '' ? `#${target.fragment ?? ''}` : hrefOf(context, target);
    const label = labelOf(link, raw, target.state === 'article' ? context.wiki.byId.get(target.id) : undefined);
    const bang = raw.startsWith('!') && target.state === 'attachment' ? '!' : '';
    text += source.slice(from, start) + (href === undefined ? label : `${bang}[${label}](${href})`);
    from = end;
  }
  return text + source.slice(from);
}

/** The label as written, markup and all; without one, the title of the target. */
function labelOf(link: WrittenLink, raw: string, target: Article | undefined): string {
  if (link.syntax === 'markdown') return /^!?\[([\s\S]*)\]\s*[([]/.exec(raw)?.[1] ?? link.label ?? '';
  if (link.label !== undefined) return escapeLabel(link.label);
  return escapeLabel(shownName(link, target?.parsed));
}

function escapeLabel(label: string): string {
  return label.replace(/[[\]]/g, '\\$&');
}
