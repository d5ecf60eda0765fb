/** Writes attachments into the output, each under a name that changes with its bytes, and pictures with smaller copies. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { PictureSource, PublishedFile } from '../../render/print/files.ts';
import { outputPath, type Urls } from '../../site/urls.ts';
import type { VaultEntry } from '../../vault/listing.ts';
import { reasonOf } from '../../vault/read-vault.ts';
import { RefusedFile, withVaultFile } from '../../vault/vault-file.ts';
import { attachmentPath } from '../../wiki/file-names.ts';
import { extensionOf, isImage } from '../../wiki/schema/media.ts';
import { type Library, publishedAttachments } from '../library.ts';
import type { Output } from '../output/output.ts';
import { copyOutput, copyOutputFrom, writeOutput } from '../work.ts';
import { eachOf } from './each-of.ts';
import type { FileFacts } from './facts.ts';
import { publishedBytes } from './file-facts.ts';
import { inertPath } from './inert-name.ts';
import type { VariantStore } from './variant-store.ts';
import { widthsFor, worthPublishing } from './variants.ts';

export interface PublishedAttachments {
  /** By their paths in the vault. */
  readonly files: ReadonlyMap<string, PublishedFile>;
  /** Pictures that turned out to be damaged when they were decoded. */
  readonly damaged: readonly string[];
  /** Files that were gone, or could not be read any more, by path: why, to be read after the name of the file. */
  readonly lost: ReadonlyMap<string, string>;
}

interface Published extends PublishedFile {
  readonly entry: VaultEntry;
  readonly facts: FileFacts;
}

/**
 * Publishes the attachments that published articles or the configuration link to. Pictures with the same bytes become one file; so
 * do other files with the same bytes whose paths differ only in case or composition (`Map.pdf`, `map.pdf`).
 *
 * @param onPicture called when the copies of a picture are made
 */
export async function publishAttachments(
  library: Library,
  urls: Urls,
  output: Output,
  store: VariantStore,
  onPicture: (done: number, of: number) => void,
): Promise<PublishedAttachments> {
  const byContent = new Map<string, Published>();
  const byPath = new Map<string, Published>();
  const entries = new Map(library.listing.attachments.map((entry) => [entry.path, entry]));
  const lost = new Map<string, string>();
  for (const path of [...publishedAttachments(library)].sort()) {
    const facts = library.attachments.get(path);
    const entry = entries.get(path);
    if (!facts || !entry || facts.isWithheld) continue;
    const content = `${facts.digest}.${isImage(path) ? extensionOf(path).toLowerCase() : caseless(path)}`;
    let published = byContent.get(content);
    if (!published) {
      const inert = inertPath(path);
      const href = urls.attachment(attachmentPath(inert, markOf(facts)));
      published = {
        entry,
        facts,
        href,
        bytes: entry.bytes,
        ...(facts.size && { size: facts.size }),
        ...(inert !== path && { download: path.slice(path.lastIndexOf('/') + 1) }),
      };
      const problem = await publishFile(library.root, published, outputPath(href, urls.base), output);
      if (problem !== undefined) {
        lost.set(path, problem);
        continue;
      }
      byContent.set(content, published);
    }
    byPath.set(path, published);
  }

  const pictures = [...byContent.values()].filter(({ facts }) => facts.isStill);
  const sources = new Map<Published, readonly PictureSource[]>();
  const damaged: string[] = [];
  let done = 0;
  await eachOf(pictures, availableParallelism(), async (picture) => {
    const made = await publishCopies(picture, urls, output, store);
    if (made === 'damaged') damaged.push(picture.entry.path);
    else if (made.length > 0) sources.set(picture, made);
    onPicture(++done, pictures.length);
  });
  const files = new Map<string, PublishedFile>();
  for (const [path, published] of byPath) {
    const { entry: _entry, facts: _facts, ...file } = published;
    const copies = sources.get(published);
    files.set(path, copies ? { ...file, sources: copies } : file);
  }
  return {
    files,
    damaged: [...byPath].flatMap(([path, published]) => (damaged.includes(published.entry.path) ? [path] : [])),
    lost,
  };
}

/** @returns why the file cannot be published: since it was looked at, it may have gone */
async function publishFile(
  root: string,
  { entry, facts }: Published,
  target: string,
  output: Output,
): Promise<string | undefined> {
  if (!output.needs(target, facts.digest)) return undefined;
  let content: Buffer | undefined;
  try {
    if (facts.isRewritten) content = await publishedBytes(root, entry);
    else withVaultFile(root, entry, (file) => copyOutputFrom(output.staging, target, file));
  } catch (error) {
    if (!isOfVault(error, output.staging)) throw error;
    return `cannot be read: ${reasonOf(error)}`;
  }
  if (content) writeOutput(output.staging, target, content);
  return undefined;
}

/** Whether a file of the vault is at fault, not one of the output. */
function isOfVault(error: unknown, staging: string): boolean {
  if (error instanceof RefusedFile) return true;
  if (!(error instanceof Error && 'syscall' in error)) return false;
  return error.syscall === 'read' || ('path' in error && !String(error.path).startsWith(staging));
}

/** `img/Latent map.png` → `img/Latent map.h4sH1234-480.avif` */
async function publishCopies(
  { href, bytes, facts: { digest, size } }: Published,
  urls: Urls,
  output: Output,
  store: VariantStore,
): Promise<PictureSource[] | 'damaged'> {
  const widths = widthsFor({ width: size?.width ?? 0, bytes });
  if (widths.length === 0) return [];
  // The published file, since that of the vault may be gone by now.
  const published = output.placeOf(outputPath(href, urls.base));
  const made = await store.get(digest, widths, () => readFile(published.file));
  if (made.isDamaged) return 'damaged';
  return [...worthPublishing(made.variants, bytes)].map(([format, variants]) => ({
    type: `image/${format}` as const,
    copies: variants.map((variant) => {
      const copy = `${href.slice(0, href.lastIndexOf('.'))}-${variant.width}.${format}`;
      const file = store.fileOf(digest, widths, variant);
      const target = outputPath(copy, urls.base);
      if (output.needs(target, file.key)) copyOutput(output.staging, target, file.path);
      return { href: copy, width: variant.width };
    }),
  }));
}

/** A path as seen by file systems that ignore case and composition. */
function caseless(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** The part of a published name that changes with the bytes of the file. */
function markOf({ digest }: FileFacts): string {
  return digest.replace(/[^A-Za-z0-9]/g, '').slice(0, 8);
}
