/** Addresses of the configuration and the command line: they become part of every page, so what could lead elsewhere is refused. */
import { isSafeUrl } from '../wiki/schema/html-policy.ts';

/** Letters, digits and what no host, file system or page reads in another way. */
const segment = /^[\p{L}\p{M}\p{N}._~@+-]+$/u;

/** Whether text is the path of a site on its host: `/docs/`, `docs`, `/`. */
export function isBasePath(text: string): boolean {
  const path = text.replace(/^\/|\/$/g, '');
  return path === '' || path.split('/').every((name) => segment.test(decoded(name)) && !/^\.+$/.test(decoded(name)));
}

/** Whether text is the address of a site: `https://wiki.example`, without a name or password. */
export function isSiteAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || hasUnsafeSigns(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

/** Whether text is the address of an editor: with `{path}` after its scheme and host, which a path therefore cannot change. */
export function isEditAddress(text: string): boolean {
  if (hasUnsafeSigns(text) || !isSafeUrl(text)) return false;
  return /^(?:https?:\/\/[^/{}]+\/|(?!https?:)[a-z][a-z0-9+.-]*:\/\/|\/(?!\/)).*\{path\}/i.test(text);
}

/** Whether text is a colour of CSS that loads nothing: a name, `#c0392b`, `oklch(0.6 0.2 30)`. */
export function isColour(text: string): boolean {
  const functions = [...text.matchAll(/([\w-]*)\s*\(/g)].map(([, name = '']) => name.toLowerCase());
  return /^[\w#%.,()/\s+-]+$/.test(text) && functions.every((name) => colourFunctions.has(name));
}

const colourFunctions: ReadonlySet<string> = new Set(
  'rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc var'.split(' '),
);

/** Whether text is the path of a file in the vault, and no address. */
export function isVaultPath(text: string): boolean {
  return text !== '' && !/^[a-z][a-z0-9+.-]*:|^[/\\]|[\p{Cc}\\]/iu.test(text) && !text.split('/').includes('..');
}

/** White space, control characters, and what ends an attribute or is read as a slash. */
function hasUnsafeSigns(text: string): boolean {
  return /[\s\p{Cc}"'<>`\\]/u.test(text);
}

/** Empty for what cannot be decoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
