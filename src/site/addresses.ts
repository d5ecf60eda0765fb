/**
 * Validates addresses from the configuration and the command line. They become part of every page, so anything ambiguous is
 * refused.
 */
import { isSafeUrl } from '../wiki/schema/html-policy.ts';

/** Letters, digits and characters that no host, file system or page treats specially. */
const segment = /^[\p{L}\p{M}\p{N}._~@+-]+$/u;

/** Whether a text is the path of a site on its host: `/docs/`, `docs`, `/`. */
export function isBasePath(text: string): boolean {
  const path = text.replace(/^\/|\/$/g, '');
  return path === '' || path.split('/').every((name) => segment.test(decoded(name)) && !/^\.+$/.test(decoded(name)));
}

/** Whether a text is the address of a site: `https://wiki.example`, without a user name or password. */
export function isSiteAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || hasUnsafeSigns(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

/** Whether a text is the address of an editor. `{path}` must come after scheme and host, so that no path can change these. */
export function isEditAddress(text: string): boolean {
  if (hasUnsafeSigns(text) || !isSafeUrl(text)) return false;
  return /^(?:https?:\/\/[^/{}]+\/|(?!https?:)[a-z][a-z0-9+.-]*:\/\/|\/(?!\/)).*\{path\}/i.test(text);
}

/** Whether a text is a CSS colour that loads nothing: a name, `#c0392b`, `oklch(0.6 0.2 30)`. */
export function isColour(text: string): boolean {
  const functions = [...text.matchAll(/([\w-]*)\s*\(/g)].map(([, name = '']) => name.toLowerCase());
  return /^[\w#%.,()/\s+-]+$/.test(text) && isBalanced(text) && functions.every((name) => colourFunctions.has(name));
}

/** Whether every parenthesis has its other half: one that stays open would hold all styles after it. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth++;
    if (sign === ')' && --depth < 0) return false;
  }
  return depth === 0;
}

const colourFunctions: ReadonlySet<string> = new Set(
  'rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc var'.split(' '),
);

/** Whether a text is the path of a file in the vault, not a URL. */
export function isVaultPath(text: string): boolean {
  return text !== '' && !/^[a-z][a-z0-9+.-]*:|^[/\\]|[\p{Cc}\\]/iu.test(text) && !text.split('/').includes('..');
}

/** White space, control characters, and characters that end an attribute or are read as a slash. */
function hasUnsafeSigns(text: string): boolean {
  return /[\s\p{Cc}"'<>`\\]/u.test(text);
}

/** Percent-decodes a text; empty if that fails. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
