/** Parts of prose: elements with an id, and sections. */
import {
  attributeOf,
  headingLevel,
  isElement,
  isFootnotes,
  isSlot,
  type Prose,
  type ProseElement,
  type ProseNode,
} from './prose.ts';

/** Elements that can be shown alone wherever a block is allowed. */
const blocks: ReadonlySet<string> = new Set(
  'p div section blockquote ul ol dl table pre figure details aside h1 h2 h3 h4 h5 h6 hr'.split(' '),
);

const known = new WeakMap<Prose, ReadonlyMap<string, Prose>>();

/**
 * The part of prose with an id: for a heading its section, up to the next heading of the same or a higher level or to the end of
 * the enclosing element; else the element.
 *
 * @returns undefined if there is none, or if it cannot be shown alone
 */
export function partWithId(prose: Prose, id: string): Prose | undefined {
  let parts = known.get(prose);
  if (!parts) {
    const found = new Map<string, Prose>();
    collect(prose, undefined, found);
    parts = found;
    known.set(prose, parts);
  }
  return parts.get(id);
}

function collect(content: Prose, parent: ProseElement | undefined, parts: Map<string, Prose>): void {
  let items = 0;
  for (const [index, node] of content.entries()) {
    if (!isElement(node)) {
      if (isSlot(node) && 'label' in node) collect(node.label, undefined, parts);
      continue;
    }
    const [name, , inside] = node;
    if (name === 'li') items++;
    const id = attributeOf(node, 'id');
    const level = headingLevel(name);
    if (id !== undefined && !parts.has(id)) {
      if (name === 'li') parts.set(id, [listOf(node, parent, items)]);
      else if (level !== undefined) parts.set(id, sectionAt(content, index, level));
      else if (blocks.has(name)) parts.set(id, [node]);
    }
    collect(inside, node, parts);
  }
}

/** Wraps a list item in a new list that keeps its number. */
function listOf(item: ProseElement, parent: ProseElement | undefined, place: number): ProseElement {
  const inside: ProseNode[] = ['\n', item, '\n'];
  if (parent?.[0] !== 'ol') {
    const isTask = attributeOf(item, 'class')?.includes('task-list-item');
    return ['ul', isTask ? { class: 'contains-task-list' } : null, inside];
  }
  const number = Number(attributeOf(parent, 'start') ?? 1) + place - 1;
  return ['ol', number === 1 ? null : { start: String(number) }, inside];
}

function sectionAt(content: Prose, from: number, level: number): Prose {
  const end = content.findIndex((node, index) => index > from && endsSection(node, level));
  const section = content.slice(from, end < 0 ? content.length : end);
  const last = section.at(-1);
  return typeof last === 'string' && last.trim() === '' ? section.slice(0, -1) : section;
}

function endsSection(node: ProseNode, level: number): boolean {
  if (!isElement(node)) return false;
  return isFootnotes(node) || (headingLevel(node[0]) ?? 7) <= level;
}

/**
 * The content after the heading that gives the title, which is not in prose itself, up to the next heading of its level outside
 * quotes and the like.
 *
 * @param ends ids of the headings of its level that follow it
 */
export function titleSection(prose: Prose, ends: readonly string[]): Prose {
  const endIds = new Set(ends);
  const section: ProseNode[] = [];
  /** Innermost first, since the title may be within elements that open above it. */
  const around = pathToTitle(prose) ?? [{ content: prose, index: -1 }];
  for (const { content, index } of around) {
    for (const node of content.slice(index + 1)) {
      if (isElement(node) && headingLevel(node[0]) !== undefined && endIds.has(attributeOf(node, 'id') ?? '')) return section;
      section.push(node);
    }
  }
  return section;
}

interface Step {
  readonly content: Prose;
  readonly index: number;
}

function pathToTitle(content: Prose): Step[] | undefined {
  for (const [index, node] of content.entries()) {
    if (isSlot(node) && node.slot === 'title') return [{ content, index }];
    const inner = isElement(node) ? pathToTitle(node[2]) : undefined;
    if (inner) return [...inner, { content, index }];
  }
  return undefined;
}

/** The highest level of the headings in prose, outside its footnotes; 6 if there are none. */
export function highestLevel(prose: Prose): number {
  let highest = 6;
  for (const node of prose) {
    if (!isElement(node) || isFootnotes(node)) continue;
    highest = Math.min(highest, headingLevel(node[0]) ?? 6, highestLevel(node[2]));
  }
  return highest;
}
