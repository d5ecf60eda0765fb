/** Operators of a query as filters of the engine. */
import type { FilterValues, SearchOptions } from '../pagefind.ts';
import { type Operator, type OperatorName, type QueryPart, valuesMeant } from './query.ts';

/** The values an operator can have. */
export type ValuesOf = (name: OperatorName) => Promise<FilterValues>;

type Filters = NonNullable<SearchOptions['filters']>;

export interface Narrowing {
  readonly filters: SearchOptions['filters'];
  /** Operators with a value that nothing has. */
  readonly unknown: readonly Operator[];
}

/** Of one type an article has one of those asked for; of tags and all else it has each. An operator without a value asks for nothing yet. */
export async function narrow(parts: readonly QueryPart[], valuesOf: ValuesOf): Promise<Narrowing> {
  const asked = parts.filter((part): part is Operator => part.kind === 'operator' && part.text !== '');
  const read = await Promise.all(
    asked.map(async (operator) => ({ operator, values: indexedValues(operator.text, await valuesOf(operator.name)) })),
  );
  const known = read.filter(({ values }) => values.length > 0);
  const types = known.filter(({ operator }) => operator.name === 'type' && !operator.isExcluded);
  const conditions: Filters[] = known.flatMap(({ operator, values }): Filters[] => {
    if (operator.isExcluded) return [{ none: values.map((value) => ({ [operator.name]: value })) }];
    return operator.name === 'type' ? [] : [{ [operator.name]: { any: values } }];
  });
  if (types.length > 0) conditions.push({ type: { any: types.flatMap(({ values }) => values) } });
  return {
    filters: conditions.length === 0 ? undefined : { all: conditions },
    unknown: read.filter(({ values, operator }) => values.length === 0 && !operator.isExcluded).map(({ operator }) => operator),
  };
}

function indexedValues(written: string, values: FilterValues): string[] {
  return valuesMeant(written, [...values.keys()]).flatMap((value) => values.get(value)?.indexed ?? []);
}

/** Whether an article of this type is one that is asked for. */
export function isOfType(type: string, parts: readonly QueryPart[], types: readonly string[]): boolean {
  const asked = parts.filter((part): part is Operator => part.kind === 'operator' && part.name === 'type' && part.text !== '');
  const wanted = asked.filter(({ isExcluded }) => !isExcluded);
  const means = ({ text }: Operator): boolean => valuesMeant(text, types).includes(type);
  return (wanted.length === 0 || wanted.some(means)) && !asked.some((operator) => operator.isExcluded && means(operator));
}
