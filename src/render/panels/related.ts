/** The cards of related articles. */
import type { Article } from '../../wiki/model.ts';
import type { RenderContext } from '../context.ts';
import type { RelatedCard } from '../payloads.ts';

/** Best first, each with the reasons for it. */
export function relatedCards({ wiki, related, cards }: RenderContext, { id }: Article): RelatedCard[] {
  return (related.get(id) ?? []).flatMap(({ id: other, reasons }): RelatedCard[] => {
    const found = wiki.byId.get(other);
    return found ? [{ ...cards.of(found), reasons }] : [];
  });
}
