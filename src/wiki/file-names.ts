/**
 * Names of files and folders that common file systems and hosts accept. Each depends only on the name it is made from, never on
 * other files of the wiki.
 */

/**
 * Maximum length of a name in UTF-8 bytes. File systems allow 255 (ext4 and APFS count bytes; NTFS counts UTF-16 units, of which
 * a name never has more than bytes); the longest extension added to the name of a page is `.json`.
 */
const maxNameBytes = 250;

/**
 * Length that a longer name is cut to, digest included, in UTF-8 bytes. Leaves room for suffixes and for the extensions of
 * smaller copies.
 */
const cutNameBytes = 200;

/**
 * Maximum length of a path in UTF-8 bytes. Object stores allow keys of 1,024; `attachments/` and `/index.html` use some of that.
 */
const maxPathBytes = 1000;

/**
 * Maximum length of the name of an attachment without its extension, in UTF-8 bytes; a mark, the extension and a width are added
 * to it.
 */
const maxBaseBytes = 205;

/** Maximum length of a file extension with its dot, in UTF-8 bytes. */
const maxEndingBytes = 25;

const encoder = new TextEncoder();

/** Length of a text in UTF-8 bytes. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** Whether a text has at most `most` UTF-8 bytes. */
function fits(text: string, most: number): boolean {
  // A UTF-16 unit becomes three bytes at most, so the bytes of short names need not be counted.
  return text.length * 3 <= most || byteLength(text) <= most;
}

const digestLength = 8;

/** Eight letters and digits for a text: FNV-1a (64 bits) of its UTF-8 bytes. */
export function nameDigest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of encoder.encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return (hash % 36n ** BigInt(digestLength)).toString(36).padStart(digestLength, '0');
}

/** A character that belongs to the one before it. */
const continuation = /^[\p{M}\p{Join_Control}\p{Emoji_Modifier}]/u;

/** The first characters of a name, at most `most` UTF-8 bytes. Never cuts an accent off its letter. */
function cutName(name: string, most: number): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const char of name) {
    bytes += byteLength(char);
    if (bytes > most) {
      let last: string | undefined = char;
      while (last !== undefined && continuation.test(last)) last = kept.pop();
      break;
    }
    kept.push(char);
  }
  return kept.join('').replace(/[-. \p{Join_Control}]+$/u, '');
}

function withDigest(name: string, full: string): string {
  const start = cutName(name, cutNameBytes - digestLength - 1);
  return start === '' ? nameDigest(full) : `${start}-${nameDigest(full)}`;
}

/** `name-suffix`, with the name cut if both together would be too long. */
export function withSuffix(name: string, suffix: string): string {
  const whole = `${name}-${suffix}`;
  return fits(whole, maxNameBytes) ? whole : `${cutName(name, cutNameBytes)}-${suffix}`;
}

/**
 * Names that Windows reserves for devices, with any extension: no file or folder can be called `con` or `nul.md` (Microsoft,
 * "Naming Files, Paths, and Namespaces").
 */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9¹²³])(?= *(?:\.|$))/i;

/** Whether Windows reserves a name for a device. */
export function isDeviceName(name: string): boolean {
  return device.test(name);
}

/**
 * Makes a name valid for files and folders: a Windows device name gets a `_` (`con_`), a name that is too long is cut and gets a
 * digest.
 *
 * @param full the text that the digest is made from, so that names cut to the same text still differ
 * @param most maximum length in UTF-8 bytes
 */
export function usableName(name: string, full: string = name, most: number = maxNameBytes): string {
  const free = isDeviceName(name) ? name.replace(device, '$&_') : name;
  return fits(free, most) ? free : withDigest(free, full);
}

/**
 * Shortens a path of usable names if it is too long: keeps the first folders and gives the last name a digest of the full path.
 *
 * @param full the text that the digest is made from
 */
export function usablePath(path: string, full: string = path): string {
  if (fits(path, maxPathBytes)) return path;
  const folders = path.split('/');
  const last = withDigest(folders.pop() ?? '', full);
  return [...firstFolders(folders, last), last].join('/');
}

/** The outermost folders that leave room for the name. */
function firstFolders(folders: readonly string[], name: string): string[] {
  let left = maxPathBytes - byteLength(name);
  const kept: string[] = [];
  for (const folder of folders) {
    left -= byteLength(folder) + 1;
    if (left < 0) break;
    kept.push(folder);
  }
  return kept;
}

/** Characters that some file systems, hosts or upload tools reject in a name. */
const unusableSigns = /[\p{Cc}<>:"|?*\\]|[. ]+$/gu;

interface AttachmentName {
  readonly folders: readonly string[];
  /** Without its extension. */
  readonly base: string;
  readonly ending: string;
  readonly isCut: boolean;
}

function attachmentName(path: string): AttachmentName {
  const names = path
    .normalize('NFC')
    .split('/')
    .map((name) => name.replace(unusableSigns, '-'));
  const name = names.pop() ?? '';
  const dot = name.lastIndexOf('.');
  const ending = dot >= 0 && fits(name.slice(dot), maxEndingBytes) ? name.slice(dot) : '';
  const whole = ending === '' ? name : name.slice(0, dot);
  const folders = names.map((folder) => usableName(folder));
  const base = usableName(whole, path, maxBaseBytes);
  const isLong = !fits([...folders, `${base}${ending}`].join('/'), maxPathBytes - maxEndingBytes);
  const isCut = isLong || !fits(whole, maxBaseBytes) || names.some((folder) => !fits(folder, maxNameBytes));
  if (!isLong) return { folders, base, ending, isCut };
  const cut = withDigest(whole, path);
  return { folders: firstFolders(folders, `${cut}${ending}`), base: cut, ending, isCut };
}

/**
 * The path at which an attachment is published: `img/Map.h4sH1234.png` for `img/Map.png` and the mark `h4sH1234`. Names and paths
 * that are too long are cut, and characters that some systems reject become hyphens.
 */
export function attachmentPath(path: string, mark: string): string {
  const { folders, base, ending } = attachmentName(path);
  return [...folders, `${base}.${mark}${ending}`].join('/');
}

/** Whether an attachment is published under a shorter name because its name or path is too long. */
export function isAttachmentCut(path: string): boolean {
  return attachmentName(path).isCut;
}
