/** Callouts as HTML. Icon and colour come from the theme, by `data-callout`. */
import type { Element, ElementContent } from 'hast';
import type { defaultHandlers } from 'remark-rehype';
import type { Callout } from '../../wiki/syntax/callouts.ts';
import { isMarkedWord, wordMark } from '../print/word-marks.ts';

type State = Parameters<typeof defaultHandlers.blockquote>[0];

/** A callout with its title; a foldable one is a `details`, which needs no script. */
export function calloutElement(state: State, node: Callout): Element {
  const [head, ...others] = node.children;
  const title = head?.type === 'calloutTitle' ? head : undefined;
  const content = { type: 'blockquote', children: title ? others : node.children } as const;
  const shown: ElementContent[] = title ? state.all(title) : [{ type: 'text', value: shownLabel(node.label) }];
  const folds = node.fold !== undefined;
  const element: Element = {
    type: 'element',
    tagName: folds ? 'details' : 'div',
    properties: {
      className: ['callout'],
      dataCallout: node.kind,
      ...(node.fold === 'open' && { open: true }),
      ...(!folds && { role: 'note' }),
    },
    children: [
      { type: 'element', tagName: folds ? 'summary' : 'p', properties: { className: ['callout-title'] }, children: shown },
      { type: 'text', value: '\n' },
      ...state.wrap(state.all(content as Parameters<State['all']>[0]), false),
    ],
  };
  return state.applyData(node, element) as Element;
}

/** The word for a kind in the language of the wiki; an author's own word unchanged. */
function shownLabel(label: string): string {
  const word = `callout${label}`;
  return isMarkedWord(word) ? wordMark(word) : label;
}
