/** Facts about a picture without decoding it: its size as shown, and whether it is still, complete, and not too large. */
import { containerOf, exifTellsPlace } from './containers.ts';
import type { FileFacts } from './facts.ts';

/** Maximum number of pixels. Larger pictures are published unchanged, since decoding one takes gigabytes. */
export const maxPixels = 100_000_000;

/** Formats for which smaller copies are made. */
const copied: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'heif']);

/** EXIF orientations that swap width and height. */
const firstTurned = 5;

export interface ReadPicture extends Pick<FileFacts, 'size' | 'isStill' | 'problem'> {
  /** Bytes to publish instead of the file; undefined if the file itself is published. */
  readonly instead?: Buffer;
}

export async function readPicture(bytes: Buffer): Promise<ReadPicture> {
  const plain = sizeOfBitmap(bytes) ?? sizeOfIcon(bytes);
  if (plain) return { size: plain };
  const { default: sharp } = await import('sharp');
  const container = containerOf(bytes);
  let read: import('sharp').Metadata;
  try {
    read = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    return { problem: bytes.length === 0 ? 'is empty' : 'is damaged, or no picture of a kind that browsers show' };
  }
  const { orientation = 1, exif, xmp } = read;
  const isTurned = orientation >= firstTurned;
  const height = read.pageHeight ?? read.height;
  const size = isTurned ? { width: height, height: read.width } : { width: read.width, height };
  const tellsPlace = (exif && exifTellsPlace(exif)) || xmp?.includes('GPSLatitude');
  const instead = tellsPlace ? { instead: container?.bare(orientation) ?? blanked(bytes, [exif, xmp]) } : {};
  if (container && !container.isWhole) return { size, ...instead, problem: 'is damaged: a part of it is missing or spoilt' };
  if (read.width * read.height > maxPixels)
    return {
      size,
      ...instead,
      problem: `has ${Math.round((read.width * read.height) / 1e6)} megapixels, too many to make smaller copies of it`,
    };
  const isStill = !container?.isAnimated && (read.pages ?? 1) === 1 && !isSequence(bytes) && copied.has(read.format);
  return { size, ...(isStill && { isStill }), ...instead };
}

/** For formats whose parts are found by their offsets, such as AVIF: metadata is overwritten. EXIF does not rotate such pictures. */
function blanked(bytes: Buffer, parts: readonly (Buffer | undefined)[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const part of parts) {
    // Libraries add a header that is not in the file.
    const content = part?.subarray(part.toString('latin1', 0, 4) === 'Exif' ? 6 : 0);
    const at = content && content.length > 0 ? copy.indexOf(content) : -1;
    if (content && at >= 0) copy.fill(0, at, at + content.length);
  }
  return copy;
}

/** Whether an AVIF is animated: ISO/IEC 14496-12, the brand `avis` in its header. */
function isSequence(bytes: Buffer): boolean {
  return bytes.toString('latin1', 4, 8) === 'ftyp' && bytes.subarray(8, 64).includes('avis');
}

function sizeOfBitmap(bytes: Buffer): FileFacts['size'] {
  if (bytes.length < 26 || bytes.toString('latin1', 0, 2) !== 'BM') return undefined;
  const [width, height] = [bytes.readInt32LE(18), Math.abs(bytes.readInt32LE(22))];
  return width > 0 && height > 0 ? { width, height } : undefined;
}

/** The first of its pictures; 0 means 256. */
function sizeOfIcon(bytes: Buffer): FileFacts['size'] {
  if (bytes.length < 8 || bytes.readUInt32LE(0) !== 0x00010000) return undefined;
  return { width: bytes[6] || 256, height: bytes[7] || 256 };
}
