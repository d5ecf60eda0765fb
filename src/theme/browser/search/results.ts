import type { PagefindResult } from './pagefind.ts';

const sections = 3;

/** One found article: its type, its title, the words found, and the sections they were found in. */
export function resultItem({ url, excerpt, meta, sub_results = [] }: PagefindResult, panel: HTMLElement): HTMLLIElement {
  const item = document.createElement('li');
  item.className = 'result';
  const kind = document.createElement('p');
  kind.className = 'card-kind';
  const template = panel.querySelector<HTMLTemplateElement>(`template[data-badge-of="${CSS.escape(meta.type ?? '')}"]`);
  kind.append(template?.content.cloneNode(true) ?? meta.type ?? '', ...standingOf(meta));
  item.append(kind, link(url, meta.title ?? url, 'result-title'), excerptOf(excerpt));

  const inside = sub_results.filter((section) => section.url !== url).slice(0, sections);
  if (inside.length > 0) {
    const list = document.createElement('ul');
    list.append(
      ...inside.map((section) => {
        const entry = document.createElement('li');
        entry.append(link(section.url, section.title.replace(/#$/, ''), 'result-section'));
        return entry;
      }),
    );
    item.append(list);
  }
  return item;
}

/** How far the article can be relied on, as its page shows it; stale by the reader's clock. */
function standingOf({ trust, status, stale }: PagefindResult['meta']): HTMLSpanElement[] {
  const marks: HTMLSpanElement[] = [];
  const mark = (key: string, value: string, text: string): void => {
    const element = document.createElement('span');
    element.className = 'standing';
    element.dataset[key] = value;
    element.textContent = text;
    marks.push(element);
  };
  if (status !== undefined) mark('status', status, status);
  if (trust !== undefined) mark('trust', trust, trust);
  if (stale !== undefined && Date.parse(stale) <= Date.now()) mark('staleAfter', stale, 'stale');
  return marks;
}

function link(href: string, text: string, className: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.className = className;
  anchor.textContent = text;
  anchor.dir = 'auto';
  return anchor;
}

function excerptOf(html: string): HTMLParagraphElement {
  const paragraph = document.createElement('p');
  paragraph.className = 'result-excerpt';
  paragraph.dir = 'auto';
  // Pagefind escapes the text of the index and adds nothing but <mark>.
  paragraph.innerHTML = html;
  return paragraph;
}
