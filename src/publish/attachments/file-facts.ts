/** Reads the facts about an attachment, and the bytes to publish. */
import type { FilePlace } from '../../vault/listing.ts';
import { bytesOf, digestOfBytes, digestOfFile, withVaultFile } from '../../vault/vault-file.ts';
import { isImage } from '../../wiki/schema/media.ts';
import type { FileFacts } from './facts.ts';

/** Maximum size of a picture, in bytes. Larger files are published unchanged. */
const maxPictureBytes = 128 * 1024 * 1024;
const maxSvgBytes = 16 * 1024 * 1024;

/** Reads a whole file, and detects the kind of picture from its bytes. */
export async function readFacts(root: string, place: FilePlace): Promise<FileFacts> {
  const { path } = place;
  const isSvg = isSvgFile(path);
  const read = withVaultFile(root, place, (file, size): Buffer | FileFacts => {
    if (isSvg && size > maxSvgBytes) return { digest: '', problem: 'is too large to be checked', isWithheld: true };
    if (!isImage(path)) return { digest: digestOfFile(file) };
    if (size > maxPictureBytes) return { digest: digestOfFile(file), problem: 'is too large to be read' };
    return bytesOf(file, size);
  });
  if (!Buffer.isBuffer(read)) return read;
  const { content, facts } = await readImage(read, isSvg);
  return { ...facts, digest: digestOfBytes(content), ...(content !== read && { written: digestOfBytes(read) }) };
}

/** The bytes to publish of a file that is rewritten. */
export async function publishedBytes(root: string, place: FilePlace): Promise<Buffer> {
  const bytes = withVaultFile(root, place, (file, size) => bytesOf(file, Math.min(size, maxPictureBytes)));
  return (await readImage(bytes, isSvgFile(place.path))).content;
}

async function readImage(bytes: Buffer, isSvg: boolean): Promise<{ content: Buffer; facts: Omit<FileFacts, 'digest'> }> {
  if (isSvg) {
    const { sanitizeSvg } = await import('./svg.ts');
    const made = sanitizeSvg(bytes.toString('utf8'));
    if ('problem' in made) return { content: bytes, facts: { problem: made.problem, isWithheld: true } };
    return { content: Buffer.from(made.svg), facts: { ...(made.size && { size: made.size }), isRewritten: true } };
  }
  const { readPicture } = await import('./picture-facts.ts');
  const { instead, ...facts } = await readPicture(bytes);
  return { content: instead ?? bytes, facts: { ...facts, ...(instead && { isRewritten: true }) } };
}

export function isSvgFile(path: string): boolean {
  return /\.svg$/i.test(path);
}
