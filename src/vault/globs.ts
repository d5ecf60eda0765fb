/** Matches globs against paths of a vault, in bounded time for any pattern. */
import { matchesGlob } from 'node:path';

/** Maximum length of a glob, in characters. */
const maxLength = 1000;
/** Maximum number of alternatives that braces expand to. */
const maxAlternatives = 64;
/**
 * Maximum number of wildcards in one name: backtracking over n of them takes time in the n-th power of the length of the name.
 */
const maxStars = 4;
/** Maximum number of `**` parts. */
const maxDeep = 4;

/** The reason why a glob is not used, as the rest of a sentence; undefined for a usable one. */
export function problemOfGlob(glob: string): string | undefined {
  if (glob.length > maxLength) return `is longer than ${maxLength} characters`;
  let alternatives = 1;
  let depth = 0;
  for (const each of glob) {
    if (each === '{' && ++depth > 2) return 'has braces in braces in braces';
    if (each === '}') depth = Math.max(0, depth - 1);
    if (each === ',' && depth > 0) alternatives++;
  }
  const groups = glob.split('{').slice(1);
  const product = groups.reduce((sum, group) => sum * group.split(',').length, 1);
  const ranges = [...glob.matchAll(/(-?\d+)\.\.(-?\d+)/g)].reduce(
    (sum, [, a, b]) => sum * (Math.abs(Number(b) - Number(a)) + 1),
    1,
  );
  if (Math.max(alternatives, product) * ranges > maxAlternatives)
    return `has more than ${maxAlternatives} alternatives in braces`;
  const parts = glob.split('/');
  if (parts.filter((part) => part.includes('**')).length > maxDeep) return `has \`**\` more than ${maxDeep} times`;
  if (parts.some((part) => (part.match(/\*+/g)?.length ?? 0) > maxStars)) return `has more than ${maxStars} \`*\` in one name`;
  // `+(a|aa)` may match one text in exponentially many ways.
  if (/[*+]\(/.test(glob) || (glob.match(/[!?@]\(/g)?.length ?? 0) > 1) return 'repeats a pattern in parentheses';
  return undefined;
}

/**
 * Returns a function that says whether a path, or a folder above it, matches any of the globs. A glob with a problem matches
 * nothing.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const used = globs.filter((glob) => problemOfGlob(glob) === undefined);
  const all = used.flatMap((glob) => [glob, `${glob.replace(/\/$/, '')}/**`]);
  return (path) => all.some((glob) => matchesGlob(path, glob));
}
