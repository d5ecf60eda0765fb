/** Reads the facts about an attachment, and the bytes to publish. */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isImage } from '../../wiki/schema/media.ts';
import type { FileFacts } from './facts.ts';

/** Maximum size of a picture, in bytes. Larger files are published unchanged. */
const maxPictureBytes = 128 * 1024 * 1024;
const maxSvgBytes = 16 * 1024 * 1024;

/** Reads a whole file, and detects the kind of picture from its bytes. */
export async function readFacts(root: string, path: string): Promise<FileFacts> {
  const file = join(root, path);
  const { size: bytes } = statSync(file);
  const isSvg = isSvgFile(path);
  if (isSvg && bytes > maxSvgBytes) return { digest: '', problem: 'is too large to be checked', isWithheld: true };
  if (!isImage(path)) return { digest: await digestOfFile(file) };
  if (bytes > maxPictureBytes) return { digest: await digestOfFile(file), problem: 'is too large to be read' };
  const { content, facts } = await readImage(file, isSvg);
  return { ...facts, digest: digestOf(content) };
}

/** The bytes to publish for a file that is rewritten. */
export async function publishedBytes(root: string, path: string): Promise<Buffer> {
  return (await readImage(join(root, path), isSvgFile(path))).content;
}

async function readImage(file: string, isSvg: boolean): Promise<{ content: Buffer; facts: Omit<FileFacts, 'digest'> }> {
  const bytes = await readFile(file);
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

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
}

/** Digests a file as a stream, since a film may exceed the memory. */
async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('base64url').slice(0, 22);
}
