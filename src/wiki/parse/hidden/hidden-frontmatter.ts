/** Hides links in frontmatter. */
import type { HiddenStretch } from '../../model.ts';
import { dateProperties, propertyNamed } from '../../schema/property-keys.ts';
import { dateOf } from '../../schema/property-schemas.ts';
import { hideInValue, type LinkHider } from '../../syntax/link-marks.ts';
import { writtenWikilink } from '../../text/wikilinks.ts';
import type { FrontmatterBlock } from '../frontmatter/frontmatter-block.ts';

/** Properties whose values are links even without link syntax. */
const linkFields: ReadonlySet<string> = new Set(['sources', 'connections', 'related']);

/** Keys in an entry of such a property that hold text. */
const textKeys: ReadonlySet<string> = new Set(
  'id title name author date last_modified usage_count relation type rel label note'.split(' '),
);

type Values = Readonly<Record<string, unknown>>;

/** The block with its values as readers see them; the same block if nothing is hidden. */
export function hideInFrontmatter(block: FrontmatterBlock, hider: LinkHider): FrontmatterBlock {
  const { writtenAt } = block;
  const data = hideInMap(
    block.data,
    (key, value) => {
      const property = propertyNamed(key) ?? '';
      const other = hideIn(value, [key], linkFields.has(property), hider, writtenAt);
      // A date whose link to a daily note is hidden remains the date of the article.
      return other !== value && dateProperties.has(property) ? (dateOf(value) ?? other) : other;
    },
    hider,
  );
  if (data === block.data) return block;
  const isAsWritten = (path: readonly PropertyKey[]): boolean => valueAt(data, path) === valueAt(block.data, path);
  return { ...block, data, writtenAt: (path) => (isAsWritten(path) ? writtenAt(path) : undefined) };
}

/** @returns the same value if nothing in it is hidden */
function hideIn(
  value: unknown,
  path: readonly PropertyKey[],
  isName: boolean,
  hider: LinkHider,
  writtenAt: FrontmatterBlock['writtenAt'],
): unknown {
  if (typeof value === 'string') return hideInValue(value, isName, hider);
  const bare = bareWikilink(value);
  if (bare !== undefined) {
    const other = hideInValue(bare, isName, hider);
    return other === bare ? value : other;
  }
  if (Array.isArray(value)) {
    const others = value.map((each, index) => hideIn(each, [...path, index], isName, hider, writtenAt));
    return others.some((each, index) => each !== value[index]) ? others : value;
  }
  if (typeof value === 'number' && isName) {
    // `007` may be a name.
    const written = writtenAt(path) ?? String(value);
    const other = hideInValue(written, isName, hider);
    return other === written ? value : other;
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return hideInMap(
    value as Values,
    (key, each) => hideIn(each, [...path, key], isName && !textKeys.has(key.toLowerCase()), hider, writtenAt),
    hider,
  );
}

/** @returns the same map if nothing in it is hidden */
function hideInMap(map: Values, hideValue: (key: string, value: unknown) => unknown, hider: LinkHider): Values {
  const written = Object.entries(map);
  const others = written.map(([key, value]) => [hideInValue(key, false, hider), hideValue(key, value)] as const);
  if (others.every(([key, value], index) => key === written[index]?.[0] && value === written[index]?.[1])) return map;
  const entries = new Map<string, unknown>();
  for (const [index, [key, value]] of others.entries()) {
    let name = key;
    while (key !== written[index]?.[0] && entries.has(name)) name += '…';
    entries.set(name, value);
  }
  return Object.fromEntries(entries);
}

/** An unquoted `[[A]]`, which YAML reads as a list in a list. */
function bareWikilink(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length !== 1 || !Array.isArray(value[0])) return undefined;
  const inner: readonly unknown[] = value[0];
  return inner.every((each) => typeof each !== 'object') ? writtenWikilink(inner.map(String).join(', ')) : undefined;
}

function valueAt(data: unknown, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (key === undefined || typeof data !== 'object' || data === null) return key === undefined ? data : undefined;
  return valueAt((data as Record<PropertyKey, unknown>)[key], rest);
}

/** Starts a comment that contains a line of frontmatter that could not be read. */
export const unreadMark = '# not read: ';

/** Hidden stretches in lines of the frontmatter that could not be read, which the markdown file of an article repeats. */
export function hiddenInUnreadLines(text: string, block: FrontmatterBlock, hider: LinkHider): HiddenStretch[] {
  if (!block.isPresent) return [];
  const unread = block.problems.filter(({ kind }) => kind === 'invalid').map(({ span }) => span.start);
  const hidden: HiddenStretch[] = [];
  let start = 0;
  for (const line of text.slice(0, block.bodyStart).split('\n')) {
    const end = start + line.length;
    if (line.startsWith(unreadMark) || unread.some((at) => at >= start && at <= end)) {
      const other = hideInValue(line, false, hider);
      if (other !== line) hidden.push({ span: { start, end }, text: other });
    }
    start = end + 1;
  }
  return hidden;
}
