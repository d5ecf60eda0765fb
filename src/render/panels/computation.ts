/** The panel with the contract of a sanctioned computation. */
import type { Article } from '../../wiki/model.ts';
import type { RenderContext } from '../context.ts';
import type { ComputationPayload } from '../payloads.ts';
import { isComputation, type ValueReader, valueReader } from './properties.ts';

/** The contract (OKF v0.2 §10.2 and §10.3); undefined for articles of other types. */
export function attestedComputation(context: RenderContext, article: Article): ComputationPayload | undefined {
  if (!isComputation(article)) return undefined;
  const { extra } = article.parsed.properties;
  const read = valueReader(context, article);
  const runtime = read(extra['runtime'], ['runtime']);
  const parameters = read(extra['parameters'], ['parameters']);
  const executor = read(extra['executor'], ['executor']);
  const attester = read(extra['attester'], ['attester']);
  const computation = computationOf(read, article);
  return {
    ...(runtime && { runtime }),
    ...(parameters && { parameters }),
    ...(computation && { computation }),
    ...(executor && { executor }),
    ...(attester && { attester }),
  };
}

/** The file that contains the computation, else the section of the body. */
function computationOf(read: ValueReader, { parsed: { properties, headings } }: Article): ComputationPayload['computation'] {
  const value = read(properties.extra['computation'], ['computation']);
  if (value) return { value };
  const heading = headings.find(({ text }) => text.toLowerCase() === 'computation');
  return heading && { label: heading.text, href: `#${encodeURIComponent(heading.id)}` };
}
