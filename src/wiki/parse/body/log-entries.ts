/**
 * Reads change logs of both shapes: `## [2026-05-22] ingest | Title`, one entry per heading; and, as in OKF v0.2 §9, `##
 * 2026-05-22` with a list of entries such as `* **Update**: …` below.
 */
import type { ListItem, PhrasingContent, Root, RootContent } from 'mdast';
import type { LogEntry } from '../../model.ts';
import { parseDate } from '../../schema/dates.ts';
import { textOf } from '../../syntax/node-text.ts';

export interface ReadLogEntry {
  readonly entry: LogEntry;
  /** The text of the entry, without its date and action. */
  readonly content: readonly PhrasingContent[];
}

/** The entries of a log, in order. Headings without a date, and the content below them, are not entries. */
export function logEntries(root: Root): ReadLogEntry[] {
  const entries: ReadLogEntry[] = [];
  for (const [index, node] of root.children.entries()) {
    if (node.type !== 'heading') continue;
    const dated = dateOf(node.children);
    if (!dated) continue;
    const { date, action, rest } = dated;
    const below = action === undefined ? entriesBelow(root.children, index) : [];
    if (below.length > 0) for (const content of below) entries.push(entryOf(date, undefined, content));
    else if (action !== undefined || rest.length > 0) entries.push(entryOf(date, action, rest));
  }
  return entries;
}

const leadingDate = /^\s*\[?(\d{4}-\d{2}-\d{2})(?:[T ]\d{1,2}:\d{2}[\d:.Z+-]*)?\]?\s*(?:[:—–-]+\s*)?/;

/** The date that starts a heading, the action (before `|`), and the rest. */
function dateOf(
  heading: readonly PhrasingContent[],
): { date: string; action: string | undefined; rest: readonly PhrasingContent[] } | undefined {
  const [first, ...others] = heading;
  const match = first?.type === 'text' ? leadingDate.exec(first.value) : null;
  const date = parseDate(match?.[1] ?? '');
  if (first?.type !== 'text' || !match || date === undefined) return undefined;
  const text = first.value.slice(match[0].length);
  const bar = text.indexOf('|');
  const action = bar < 0 ? undefined : text.slice(0, bar).trim() || undefined;
  const value = bar < 0 ? text : text.slice(bar + 1).trimStart();
  return { date, action, rest: value === '' ? others : [{ ...first, value }, ...others] };
}

/** List items and paragraphs from a heading to the next one. */
function entriesBelow(nodes: readonly RootContent[], heading: number): (readonly PhrasingContent[])[] {
  const found: (readonly PhrasingContent[])[] = [];
  for (let at = heading + 1; at < nodes.length; at++) {
    const node = nodes[at];
    if (!node || node.type === 'heading') break;
    if (node.type === 'paragraph') found.push(node.children);
    if (node.type === 'list') for (const item of node.children) found.push(firstParagraph(item));
  }
  return found.filter((content) => content.length > 0);
}

function firstParagraph({ children }: ListItem): readonly PhrasingContent[] {
  const [first] = children;
  return first?.type === 'paragraph' ? first.children : [];
}

/** A leading bold word is the action: `**Update**: …`, `**Verified** the bundle`. */
function entryOf(date: string, action: string | undefined, content: readonly PhrasingContent[]): ReadLogEntry {
  const [first, second, ...rest] = content;
  if (action === undefined && first?.type === 'strong') {
    const word = textOf(first).replace(/\s*:$/, '').trim();
    const text = second?.type === 'text' ? { ...second, value: second.value.replace(/^\s*[:—–-]?\s*/, '') } : second;
    return { entry: { date, action: word }, content: text === undefined ? [] : [text, ...rest] };
  }
  return { entry: { date, ...(action !== undefined && { action }) }, content };
}
