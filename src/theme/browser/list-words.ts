import { listWords } from '../../shared/words/lists.ts';
import { sayingOf } from './say.ts';

const say = sayingOf(listWords);

/** What the items of a list are called. */
const nouns = {
  article: ['noArticleMatches', 'articlesShown'],
  source: ['noSourceMatches', 'sourcesShown'],
  type: ['noTypeMatches', 'typesShown'],
  tag: ['noTagMatches', 'tagsShown'],
} as const;
export type Noun = keyof typeof nouns;

/** How many items of a list are left. */
export function shownText(noun: Noun, shown: number, count: number): string {
  const [none, some] = nouns[noun];
  return shown === 0 ? say(none) : say(some, { shown, count });
}
