/** Converts a tree of HTML to prose. */
import type { Element, Properties, RootContent } from 'hast';
import { find, html } from 'property-information';
import { linkOfUrl } from '../../wiki/syntax/html-urls.ts';
import { type AttributeValue, type Candidate, isSlot, type Prose, type ProseNode } from './prose.ts';
import { slotOf } from './slot-elements.ts';
import { wordOfMark } from './word-marks.ts';

export function proseOf(nodes: readonly RootContent[]): Prose {
  const prose: ProseNode[] = [];
  const addText = (text: string): void => {
    const last = prose.at(-1);
    if (typeof last === 'string') prose[prose.length - 1] = last + text;
    // The line end after the place of the title belongs to it.
    else prose.push(isSlot(last) && last.slot === 'title' ? text.replace(/^\n/, '') : text);
  };
  for (const node of nodes) {
    const word = node.type === 'text' ? wordOfMark(node.value) : undefined;
    if (word) prose.push({ slot: 'word', ...word });
    else if (node.type === 'text') addText(node.value);
    if (node.type !== 'element') continue;
    const slot = slotOf(node);
    if (typeof slot === 'string') addText(slot);
    else if (slot && 'label' in slot) prose.push({ ...slot, label: proseOf(node.children) });
    else prose.push(slot ?? elementOf(node));
  }
  return prose;
}

function elementOf({ tagName, properties, children }: Element): ProseNode {
  const attributes: Record<string, AttributeValue> = {};
  let isBare = true;
  for (const [name, value] of Object.entries(properties)) {
    const attribute = attributeOf(name, value);
    if (!attribute) continue;
    attributes[attribute[0]] = attribute[1];
    isBare = false;
  }
  return [tagName, isBare ? null : attributes, proseOf(children)];
}

/** An attribute in HTML syntax (hast, "Properties"); undefined for one that is off. */
function attributeOf(property: string, value: Properties[string]): [string, AttributeValue] | undefined {
  const { attribute, boolean, overloadedBoolean, commaSeparated } = find(html, property);
  const isNamed = value === attribute || value === '';
  let set = value;
  if (overloadedBoolean && isNamed) set = true;
  else if ((boolean || overloadedBoolean) && (typeof value !== 'string' || isNamed)) set = Boolean(value);
  if (set === undefined || set === null || set === false || Number.isNaN(set)) return undefined;
  if (set === true) return [attribute, true];
  if (Array.isArray(set)) return [attribute, set.join(commaSeparated ? ', ' : ' ')];
  const text = String(set);
  if (property === 'srcSet') {
    const candidates = text.split(',').flatMap(candidateOf);
    return candidates.length === 0 ? [attribute, text] : [attribute, { candidates }];
  }
  const url = linkOfUrl(text);
  return [attribute, url === undefined ? (wordOfMark(text) ?? text) : { url }];
}

function candidateOf(written: string): Candidate[] {
  const [address = '', ...descriptor] = written.trim().split(/(?=\s)/);
  const url = linkOfUrl(address);
  return url === undefined ? [] : [{ url, descriptor: descriptor.join('') }];
}
