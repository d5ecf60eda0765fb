/** The keys of frontmatter that say whether an article is public, a draft or private, in this tool and in others. */
import { parseDate } from './dates.ts';
import { foldKey } from './property-keys.ts';

/** A draft is private until it is finished. A private article becomes public only if the author changes it. */
export type Privacy = 'public' | 'draft' | 'private';

interface PrivacyKey {
  /** What a value says; undefined if the key has no such value. */
  readonly says: (value: string) => Privacy | undefined;
  /** The result if the value is not understood. */
  readonly inDoubt: 'draft' | 'private';
  /** Whether the key also has values that have nothing to do with privacy, such as a date. */
  readonly meansMore?: true;
  readonly expected: string;
}

const trueOrFalse = '`true` or `false`';
const hiding = /^(?:private|internal|hidden)$/i;

/** By folded key. */
const privacyKeys: Readonly<Record<string, PrivacyKey>> = {
  draft: { says: (value) => ifTrue(value, 'draft'), inDoubt: 'draft', expected: trueOrFalse },
  private: { says: (value) => ifTrue(value, 'private'), inDoubt: 'private', expected: trueOrFalse },
  // Obsidian Publish; Hugo's is a date.
  publish: {
    says: (value) => (value === '' || parseDate(value) !== undefined ? 'public' : ifFalse(value, 'draft')),
    inDoubt: 'draft',
    expected: trueOrFalse,
  },
  // Digital Garden
  dgpublish: {
    says: (value) => (value === '' ? 'public' : ifFalse(value, 'private')),
    inDoubt: 'private',
    expected: trueOrFalse,
  },
  visibility: {
    says: (value) =>
      hiding.test(value) ? 'private' : /^(?:public|published|open|visible|shared|all)?$/i.test(value) ? 'public' : undefined,
    inDoubt: 'private',
    expected: '`public`, `private`, `internal` or `hidden`',
  },
  // Jekyll; any other value is a date, or the author's own words.
  published: { says: (value) => onlyIfFalse(value, 'draft'), inDoubt: 'draft', meansMore: true, expected: trueOrFalse },
  // Enveloppe; in Hugo's themes it may list networks.
  share: { says: (value) => onlyIfFalse(value, 'private'), inDoubt: 'private', meansMore: true, expected: trueOrFalse },
  // Logseq
  public: { says: (value) => onlyIfFalse(value, 'private'), inDoubt: 'private', meansMore: true, expected: trueOrFalse },
  status: { says: hidesOrNot, inDoubt: 'private', meansMore: true, expected: '`private`' },
  access: { says: hidesOrNot, inDoubt: 'private', meansMore: true, expected: '`private`' },
};

function ifTrue(value: string, privacy: 'draft' | 'private'): Privacy | undefined {
  const truth = truthOf(value);
  return truth === undefined ? undefined : truth ? privacy : 'public';
}

function ifFalse(value: string, privacy: 'draft' | 'private'): Privacy | undefined {
  const truth = truthOf(value);
  return truth === undefined ? undefined : truth ? 'public' : privacy;
}

function onlyIfFalse(value: string, privacy: 'draft' | 'private'): Privacy {
  return /^(?:false|no|off|0)$/i.test(value) ? privacy : 'public';
}

function hidesOrNot(value: string): Privacy {
  return hiding.test(value) ? 'private' : 'public';
}

function truthOf(value: string): boolean | undefined {
  if (/^(?:true|yes|on|1)$/i.test(value)) return true;
  return /^(?:false|no|off|0|null|)$/i.test(value) ? false : undefined;
}

function privacyKey(key: string): PrivacyKey | undefined {
  const folded = foldKey(key);
  return Object.hasOwn(privacyKeys, folded) ? privacyKeys[folded] : undefined;
}

/**
 * The privacy that an entry of frontmatter gives an article, and what was expected if its value is not understood. Undefined for
 * any other key.
 */
export function readPrivacyKey(key: string, value: unknown): { privacy: Privacy; expected?: string } | undefined {
  const known = privacyKey(key);
  if (!known || value === null) return undefined;
  // `status: [private]`. A list of anything else is a value of another kind.
  const each = Array.isArray(value) && known.meansMore ? value : [value];
  const said = each.map((item) => (typeof item === 'object' ? undefined : known.says(String(item).trim())));
  if (Array.isArray(value) && known.meansMore) return { privacy: strictest(said.flatMap((privacy) => privacy ?? [])) };
  const [privacy] = said;
  return privacy === undefined ? { privacy: known.inDoubt, expected: known.expected } : { privacy };
}

export function strictest(all: readonly Privacy[]): Privacy {
  return all.includes('private') ? 'private' : all.includes('draft') ? 'draft' : 'public';
}

/** Whether a key can only say who may read an article. */
export function saysOnlyPrivacy(key: string): boolean {
  const known = privacyKey(key);
  return isAudienceKey(key) || (known !== undefined && !known.meansMore);
}

/** The privacy that a key and its value, as text, give an article; if in doubt, it is not public. Undefined for any other key. */
export function privacyOf(key: string, value: string): Privacy | undefined {
  const known = privacyKey(key);
  return known && (known.says(value.trim()) ?? known.inDoubt);
}

/** Whether a key and its value, as text, keep an article from being public; true if in doubt. */
export function keepsPrivate(key: string, value: string): boolean {
  return (privacyOf(key, value) ?? 'public') !== 'public';
}

/** The privacy that a line of text, such as `**Private**: yes, until May`, gives an article; undefined if that is not certain. */
export function privacyOfLine(key: string, value: string): 'draft' | 'private' | undefined {
  const known = privacyKey(key);
  // In an article, `**Access**: private` may describe a beach, and `**Status**: private` a company.
  if (!known || /^(?:status|access)$/.test(foldKey(key))) return undefined;
  const [word = ''] = /^[\p{L}\p{N}]+/u.exec(value.trim()) ?? [];
  const said = known.says(word);
  return said === 'public' ? undefined : said;
}

/** Whether an entry tells Digital Garden to publish the note; it publishes only such notes. */
export function choosesNote(key: string, value: unknown): boolean {
  return foldKey(key) === 'dgpublish' && truthOf(String(value).trim()) === true;
}

export function isAudienceKey(key: string): boolean {
  return foldKey(key) === 'audience';
}

/** The audience of every reader. */
export const everyone = 'public';

/** The audiences that a value names, in lower case; undefined if the article is for everyone. */
export function audiencesIn(value: unknown): readonly string[] | undefined {
  const names = (Array.isArray(value) ? value : [value])
    .flatMap((each) => (each === null || each === undefined ? [] : String(each).split(',')))
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  return names.length === 0 || names.includes(everyone) ? undefined : [...new Set(names)];
}
