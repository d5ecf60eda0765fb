/** Clones that can stand on another page: without ids, scripts and controls, their addresses made whole, and not without end. */

/** In characters of text; what comes after is cut off. */
const maxLength = 2500;

const leftOut =
  'script, style, link, meta, base, iframe, object, embed, audio, video, form, button, input:not([type="checkbox"]), template, .anchor, [data-footnote-backref], [data-claims], :popover-open';

let copies = 0;

/** @param address of the page that they come from */
export function adopted(elements: readonly Element[], address: URL): Element[] {
  const prefix = `preview-${++copies}-`;
  const holder = document.createElement('div');
  holder.append(...elements.filter((each) => !each.matches(leftOut)).map((each) => wrapped(document.importNode(each, true))));
  for (const each of holder.querySelectorAll(leftOut)) each.remove();
  shorten(holder);
  for (const each of holder.querySelectorAll('h1, h2, h3, h4, h5, h6')) each.replaceWith(asParagraph(each));
  for (const each of holder.querySelectorAll('*')) tidy(each, prefix, address);
  return [...holder.children];
}

/** An item of a list alone still stands in one. */
function wrapped(element: Element): Element {
  if (element.tagName !== 'LI') return element;
  const list = document.createElement('ul');
  list.append(element);
  return list;
}

/** Of this page it would be no heading. */
function asParagraph(heading: Element): Element {
  const paragraph = document.createElement('p');
  paragraph.className = 'preview-heading';
  paragraph.append(...heading.childNodes);
  return paragraph;
}

/** Drawings refer to their own parts by id, so theirs are renamed; all others go. */
function tidy(element: Element, prefix: string, address: URL): void {
  const isDrawn = element instanceof SVGElement;
  for (const { name, value } of [...element.attributes]) {
    if (name === 'id' && isDrawn) element.id = prefix + value;
    else if (/^(?:id|name|autofocus|tabindex|aria-(?:labelledby|describedby|details|controls|owns)|headers|on.*)$/.test(name))
      element.removeAttribute(name);
    else if (isDrawn && /^(?:xlink:)?href$/.test(name) && value.startsWith('#'))
      element.setAttribute(name, `#${prefix}${value.slice(1)}`);
    else if (isDrawn && value.includes('url(#')) element.setAttribute(name, value.replaceAll('url(#', `url(#${prefix}`));
    else if (name === 'href' || name === 'src') element.setAttribute(name, new URL(value, address).href);
  }
}

/** Cuts the text off behind its last allowed character, with all that comes after it. */
function shorten(holder: Element): void {
  const texts = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  let left = maxLength;
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    left -= text.length;
    if (left >= 0) continue;
    text.data = `${text.data.slice(0, text.length + left)}…`;
    const rest = document.createRange();
    rest.setStartAfter(text);
    rest.setEndAfter(holder.lastChild ?? text);
    rest.deleteContents();
    return;
  }
}
