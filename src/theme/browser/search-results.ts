import type { PagefindResult } from './pagefind.ts';

const sections = 3;

/** One found article: its type, its title, the words found, and the sections they were found in. */
export function resultItem({ url, excerpt, meta, sub_results = [] }: PagefindResult, panel: HTMLElement): HTMLLIElement {
  const item = document.createElement('li');
  item.className = 'result';
  const kind = document.createElement('p');
  kind.className = 'card-kind';
  const template = panel.querySelector<HTMLTemplateElement>(`template[data-badge-of="${CSS.escape(meta.type ?? '')}"]`);
  kind.append(template?.content.cloneNode(true) ?? meta.type ?? '');
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
