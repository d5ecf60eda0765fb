/** The cards of related articles. */
import type { Reason } from '../../wiki/graph/related.ts';
import type { Article } from '../../wiki/model.ts';
import type { RenderContext } from '../context.ts';
import type { RelatedCard } from '../payloads.ts';

/** Best first, each with the reasons why it is related. */
export function relatedCards(context: RenderContext, { id }: Article): RelatedCard[] {
  const { wiki, related, cards } = context;
  return (related.get(id) ?? []).flatMap(({ id: other, reasons }): RelatedCard[] => {
    const found = wiki.byId.get(other);
    return found ? [{ ...cards.of(found), reasons: reasons.map((reason) => reasonText(context, reason)) }] : [];
  });
}

function reasonText({ say }: RenderContext, reason: Reason): string {
  switch (reason.kind) {
    case 'connection':
      return reason.label.toLowerCase();
    case 'sources':
      return say('sharesSources', { count: reason.count });
    case 'both':
      return say('linkedByBoth');
    case 'from':
      return say('linkedFromThis');
    case 'to':
      return say('linksToThis');
    case 'neighbours':
      return say('sharedNeighbours', { count: reason.count });
    case 'words':
      return say('similarWords', { words: reason.words.join(', ') });
  }
}
