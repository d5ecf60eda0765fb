/** The tree of tags is narrowed by words; a tag that matches brings those above it and those below it. */

import { fold } from '../../shared/letters.ts';
import { keepAddress, letterBar, showAsked, shownCounter } from './list-controls.ts';

interface Tag {
  readonly item: HTMLElement;
  readonly name: string;
  readonly children: readonly Tag[];
}

export function filterTags(): void {
  const tree = document.querySelector('[data-tag-tree]');
  const filter = document.querySelector<HTMLElement>('[data-list-filter]');
  const field = filter?.querySelector('input');
  if (!tree || !filter || !field) return;
  const groups = [...tree.querySelectorAll('section')].map((section) => ({ section, tags: tagsIn(section) }));
  const jump = letterBar();
  const tell = shownCounter(tree.querySelectorAll('li').length, 'tag');

  const refresh = (): void => {
    const words = fold(field.value).trim();
    const letters = new Set<string>();
    let shown = 0;
    for (const { section, tags } of groups) {
      const before = shown;
      for (const tag of tags) shown += show(tag, words, false);
      section.hidden = shown === before;
      if (!section.hidden) letters.add(section.id);
    }
    jump(letters);
    void tell(shown);
  };
  const changed = (): void => {
    refresh();
    keepAddress({ q: field.value.trim() });
  };
  field.addEventListener('input', changed);
  if (showAsked(field, new URLSearchParams(location.search).get('q') ?? '')) changed();
  else if (field.value !== '') refresh();
}

/** @returns how many tags are shown, from this one down */
function show({ item, name, children }: Tag, words: string, isBelowMatch: boolean): number {
  const matches = isBelowMatch || name.includes(words);
  let shown = 0;
  for (const child of children) shown += show(child, words, matches);
  item.hidden = !matches && shown === 0;
  return item.hidden ? 0 : shown + 1;
}

function tagsIn(parent: Element): Tag[] {
  return [...parent.querySelectorAll<HTMLElement>(':scope > ul > li')].map((item) => ({
    item,
    name: fold(item.querySelector('a')?.textContent ?? ''),
    children: tagsIn(item),
  }));
}
