/**
 * Checks what plugins leave, since every later step takes trees as they are specified (mdast, hast): a plugin that leaves anything else
 * fails on this article, by name, and not something else later.
 */
import type { Root } from 'hast';

/** What a plugin leaves, as the end of a sentence: `a \`tag\` whose \`name\` is 5, not a string`. */
export class UnsoundTree extends Error {}

/** More than any text comes to. */
const most = { nodes: 1_000_000, depth: 1000 } as const;

type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array';

interface Shape {
  /** Members that later steps read, and what they are. */
  readonly needs?: Readonly<Record<string, Kind>>;
  /** Members that may be absent or null. */
  readonly may?: Readonly<Record<string, Kind>>;
}

const parent: Shape = { needs: { children: 'array' } };
const literal: Shape = { needs: { value: 'string' } };
const reference: Shape = { needs: { identifier: 'string' }, may: { label: 'string' } };

/** By type of node. */
type Shapes = Readonly<Record<string, Shape>>;

const markdown: Shapes = {
  ...Object.fromEntries(
    (
      'root paragraph blockquote table tableRow tableCell emphasis strong delete mark subscript superscript inlineNote calloutTitle ' +
      'descriptionList descriptionTerm descriptionDetails'
    )
      .split(' ')
      .map((type) => [type, parent]),
  ),
  ...Object.fromEntries('text inlineCode html yaml inlineMath math'.split(' ').map((type) => [type, literal])),
  code: { ...literal, may: { lang: 'string', meta: 'string' } },
  heading: { needs: { ...parent.needs, depth: 'number' } },
  table: { ...parent, may: { align: 'array' } },
  list: { ...parent, may: { ordered: 'boolean', start: 'number', spread: 'boolean' } },
  listItem: { ...parent, may: { checked: 'boolean', spread: 'boolean' } },
  link: { needs: { ...parent.needs, url: 'string' }, may: { title: 'string' } },
  image: { needs: { url: 'string' }, may: { alt: 'string', title: 'string' } },
  definition: { needs: { ...reference.needs, url: 'string' }, may: { ...reference.may, title: 'string' } },
  linkReference: { needs: { ...reference.needs, ...parent.needs }, may: { label: 'string' } },
  imageReference: { ...reference, may: { label: 'string', alt: 'string' } },
  footnoteReference: reference,
  footnoteDefinition: { needs: { ...reference.needs, ...parent.needs }, may: { label: 'string' } },
  wikiLink: { needs: { ...parent.needs, link: 'object' } },
  tag: { needs: { ...parent.needs, name: 'string' } },
  citation: { needs: { ...parent.needs, raw: 'string', form: 'string', inside: 'string' } },
  callout: { needs: { ...parent.needs, kind: 'string', label: 'string' } },
};

const html: Shapes = {
  root: parent,
  element: { needs: { ...parent.needs, tagName: 'string', properties: 'object' } },
  text: literal,
};

/**
 * Checks the tree of markdown that a plugin leaves, and makes copies of nodes that are in it several times.
 *
 * @throws UnsoundTree
 */
export function checkMarkdown(root: unknown): void {
  check(root, markdown, (node) => {
    if (node.type === 'heading' && ![1, 2, 3, 4, 5, 6].includes(Number(node['depth'])))
      throw new UnsoundTree(`a \`heading\` of the depth ${String(node['depth'])}`);
    if (node.type === 'wikiLink') checkWikiLink(node['link'] as AnyNode);
    const { data } = node;
    if (!data) return;
    needs('`data`', data, { may: { hName: 'string', hProperties: 'object', hChildren: 'array' } });
    if (typeof data['hName'] === 'string') checkTagName(data['hName'], false);
    if (data['hProperties']) checkProperties(data['hProperties'] as object);
    if (data['hChildren']) checkHtml({ type: 'root', children: data['hChildren'] }, new Set());
  });
}

/**
 * The same for HTML.
 *
 * @param slots those that may be in it, see `slotsIn`
 * @throws UnsoundTree
 */
export function checkHtml(root: unknown, slots: ReadonlySet<string>): void {
  check(root, html, (node) => {
    if (node.type !== 'element') return;
    checkProperties(node['properties'] as object);
    const isSlot = slots.has(slotKey(node));
    checkTagName(node['tagName'] as string, isSlot);
  });
}

/** The slots of a tree (slot-elements.ts), which plugins may move and leave out, but not make: what they stand for is known elsewhere. */
export function slotsIn(root: Root): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: AnyNode): void => {
    if (node.type === 'element' && String(node['tagName']).startsWith('slot ')) found.add(slotKey(node));
    for (const child of node.children ?? []) visit(child as AnyNode);
  };
  visit(root as unknown as AnyNode);
  return found;
}

function slotKey(node: AnyNode): string {
  const { value, words } = node['properties'] as Record<string, unknown>;
  return JSON.stringify([node['tagName'], value, words]);
}

interface AnyNode {
  readonly type: string;
  [member: string]: unknown;
  data?: Record<string, unknown>;
  children?: unknown[];
}

function check(root: unknown, shapes: Shapes, checkMore: (node: AnyNode) => void): void {
  const seen = new Set<unknown>();
  const around = new Set<unknown>();
  let count = 0;
  /** @returns the node; a copy if it is in the tree already */
  const visit = (value: unknown): AnyNode => {
    if (++count > most.nodes) throw new UnsoundTree(`more than ${most.nodes.toLocaleString('en')} nodes`);
    if (around.size > most.depth) throw new UnsoundTree(`nodes nested more than ${most.depth.toLocaleString('en')} levels deep`);
    if (around.has(value)) throw new UnsoundTree('a node that is inside itself');
    if (!isNode(value)) throw new UnsoundTree(`${shown(value)} in place of a node`);
    const node = seen.has(value) ? { ...value, ...(isObject(value.data) && { data: { ...value.data } }) } : value;
    seen.add(value);
    const shape = Object.hasOwn(shapes, node.type) ? shapes[node.type] : undefined;
    needs(shown(node), node, { ...shape, may: { ...shape?.may, children: 'array', data: 'object' } });
    checkMore(node);
    if (!node.children) return node;
    around.add(value);
    const children = Array.from(node.children, visit);
    if (children.some((child, index) => child !== node.children?.[index])) node.children = children;
    around.delete(value);
    return node;
  };
  if (!isNode(root) || root.type !== 'root') throw new UnsoundTree(`${shown(root)} in place of a \`root\``);
  visit(root);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNode(value: unknown): value is AnyNode {
  return isObject(value) && typeof value['type'] === 'string';
}

function needs(name: string, object: Record<string, unknown>, { needs = {}, may = {} }: Shape): void {
  for (const [member, kind] of Object.entries(needs)) if (!isOf(kind, object[member])) throw unsound(name, member, kind, object);
  for (const [member, kind] of Object.entries(may)) {
    // A leaf that got `children: undefined` is taken for one with children otherwise.
    if (object[member] === undefined || object[member] === null) delete object[member];
    else if (!isOf(kind, object[member])) throw unsound(name, member, kind, object);
  }
}

function isOf(kind: Kind, value: unknown): boolean {
  if (kind === 'array') return Array.isArray(value);
  return kind === 'object' ? isObject(value) : typeof value === kind;
}

function unsound(name: string, member: string, kind: Kind, object: Record<string, unknown>): UnsoundTree {
  const article = kind === 'array' || kind === 'object' ? 'an' : 'a';
  return new UnsoundTree(`${name} whose \`${member}\` is ${shown(object[member])}, not ${article} ${kind}`);
}

function checkWikiLink(link: Record<string, unknown>): void {
  const optional = { anchor: 'string', spelled: 'string', label: 'string' } as const;
  needs('a `link` of a `wikiLink`', link, { needs: { target: 'string' }, may: { isEmbed: 'boolean', ...optional } });
}

/** Names that a parser of HTML reads as one name. */
function checkTagName(name: string, isSlot: boolean): void {
  if (!isSlot && !/^[a-z][^\s<>/"'=]*$/i.test(name)) throw new UnsoundTree(`an element with the name ${shown(name)}`);
}

function checkProperties(properties: object): void {
  for (const [name, value] of Object.entries(properties)) {
    if (!/^[^\s<>/"'=]+$/.test(name)) throw new UnsoundTree(`an attribute with the name ${shown(name)}`);
    const values: unknown[] = Array.isArray(value) ? value : [value];
    const odd = values.find((each) => !['string', 'number', 'boolean', 'undefined'].includes(typeof each) && each !== null);
    if (odd !== undefined) throw new UnsoundTree(`an attribute \`${name}\` whose value is ${shown(odd)}`);
  }
}

/** A value in a message. */
function shown(value: unknown): string {
  if (isNode(value)) return `${/^[aeiou]/.test(value.type) ? 'an' : 'a'} \`${value.type}\``;
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return value === null || ['undefined', 'number', 'boolean'].includes(typeof value)
    ? String(value)
    : `a value of the type ${typeof value}`;
}
