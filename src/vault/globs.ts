/** Globs over paths of a vault, in time that does not explode, whatever the pattern. */
import { matchesGlob } from 'node:path';

/** Longer than any that somebody wrote. Characters. */
const maxLength = 1000;
/** Alternatives that braces may make together. */
const maxAlternatives = 64;
/** Wildcards in one name: to match n of them takes the n-th power of its length where they are tried one after the other. */
const maxStars = 4;
/** Parts of a path that stand for any number of folders. */
const maxDeep = 4;

/** Why a glob is not used, to be read after it; undefined for one that is. */
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
  // `+(a|aa)` may match one text in very many ways.
  if (/[*+]\(/.test(glob) || (glob.match(/[!?@]\(/g)?.length ?? 0) > 1) return 'repeats a pattern in parentheses';
  return undefined;
}

/** Says of a path whether one of these globs matches it, or a folder above. A glob that has a problem matches nothing. */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const used = globs.filter((glob) => problemOfGlob(glob) === undefined);
  const all = used.flatMap((glob) => [glob, `${glob.replace(/\/$/, '')}/**`]);
  return (path) => all.some((glob) => matchesGlob(path, glob));
}
