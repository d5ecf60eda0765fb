/** The keys of frontmatter that can make an article private. */
import { parseDate } from './dates.ts';
import { foldKey } from './property-keys.ts';

/**
 * Keys that can make an article private. Each function returns `yes` for private, `no` for not, undefined for a value it does not
 * know.
 */
const privacyKeys: Readonly<Record<string, (value: string) => 'yes' | 'no' | undefined>> = {
  draft: truthOf,
  private: truthOf,
  publish: (value) => (value === '' || parseDate(value) !== undefined ? 'no' : opposite[truthOf(value) ?? '']),
  visibility: (value) =>
    /^(?:private|internal)$/i.test(value)
      ? 'yes'
      : /^(?:public|published|open|visible|shared|all)?$/i.test(value)
        ? 'no'
        : undefined,
  // Jekyll's; with any other value it is a date, or words of the author's.
  published: (value) => (/^(?:false|no|off|0)$/i.test(value) ? 'yes' : 'no'),
};

const opposite: Readonly<Record<string, 'yes' | 'no'>> = { yes: 'no', no: 'yes' };

function truthOf(value: string): 'yes' | 'no' | undefined {
  if (/^(?:true|yes|on|1)$/i.test(value)) return 'yes';
  return /^(?:false|no|off|0|null|)$/i.test(value) ? 'no' : undefined;
}

export function privacyRule(key: string): ((value: string) => 'yes' | 'no' | undefined) | undefined {
  const folded = foldKey(key);
  return Object.hasOwn(privacyKeys, folded) ? privacyKeys[folded] : undefined;
}

/** Whether a key can say nothing but whether an article is private. */
export function saysOnlyPrivacy(key: string): boolean {
  return privacyRule(key) !== undefined && foldKey(key) !== 'published';
}

/** Whether a key and its value, as text, keep an article private: in doubt they do. */
export function keepsPrivate(key: string, value: string): boolean {
  const says = privacyRule(key);
  return says !== undefined && says(value.trim()) !== 'no';
}
