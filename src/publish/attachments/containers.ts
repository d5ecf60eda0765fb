/** Reads the file formats of pictures: whether a file is complete, and how it is without metadata about places. */
import { crc32 } from 'node:zlib';

/** A parsed picture file. */
export interface Container {
  /** Whether the file is not truncated, and its check sums are right. */
  readonly isWhole: boolean;
  readonly isAnimated: boolean;
  /**
   * The same picture without EXIF, XMP, IPTC and any bytes appended to it.
   *
   * @param orientation EXIF orientation, 1 to 8. It is kept, since the picture would otherwise be rotated
   */
  readonly bare: (orientation: number) => Buffer;
}

/** Undefined for a file that is not JPEG, PNG or WebP. */
export function containerOf(bytes: Buffer): Container | undefined {
  if (bytes.length > 3 && bytes.readUInt16BE(0) === 0xffd8) return jpegOf(bytes);
  if (bytes.length > 8 && bytes.readUInt32BE(0) === 0x89504e47) return pngOf(bytes);
  if (bytes.length > 12 && ascii(bytes, 0) === 'RIFF' && ascii(bytes, 8) === 'WEBP') return webpOf(bytes);
  return undefined;
}

function ascii(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 4);
}

/** ITU-T T.81, annex B: segments with their length, and after each SOS the data of a scan, in which 0xFF is followed by 0 or a restart. */
function jpegOf(bytes: Buffer): Container {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  let end: number | undefined;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    let next = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === 0xda) next = endOfScan(bytes, next);
    if (!tellsOfOrigin(marker, bytes.subarray(at + 4, at + 8))) kept.push(bytes.subarray(at, next));
    at = next;
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) {
      end = at + 2;
      break;
    }
  }
  return {
    isWhole: end !== undefined,
    isAnimated: false,
    bare(orientation) {
      const [start, ...rest] = kept;
      const exif = orientation > 1 ? [jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiffOf(orientation)]))] : [];
      return Buffer.concat([start ?? Buffer.alloc(0), ...exif, ...rest, Buffer.from([0xff, 0xd9])]);
    },
  };
}

function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7) && next !== 0xff) return at;
    at = bytes.indexOf(0xff, at + 1);
  }
  return bytes.length;
}

/** EXIF and XMP (APP1), IPTC (APP13), comments, and the list of further pictures in the file (APP2, `MPF`). */
function tellsOfOrigin(marker: number, head: Buffer): boolean {
  return marker === 0xe1 || marker === 0xed || marker === 0xfe || (marker === 0xe2 && head.toString('latin1', 0, 3) === 'MPF');
}

function jpegSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

const pngOrigins: ReadonlySet<string> = new Set(['eXIf', 'iTXt', 'tEXt', 'zTXt', 'tIME']);

/** PNG specification, section 5: length, type, data, check sum. */
function pngOf(bytes: Buffer): Container {
  const kept: { readonly type: string; readonly chunk: Buffer }[] = [];
  let at = 8;
  let isWhole = false;
  let isAnimated = false;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) break;
    const type = ascii(bytes, at + 4);
    if (!pngOrigins.has(type)) kept.push({ type, chunk: bytes.subarray(at, end) });
    if (type === 'acTL') isAnimated = true;
    at = end;
    if (type === 'IEND') {
      isWhole = true;
      break;
    }
  }
  return {
    isWhole,
    isAnimated,
    bare(orientation) {
      const chunks = kept.flatMap(({ type, chunk }) =>
        type === 'IHDR' && orientation > 1 ? [chunk, pngChunk('eXIf', tiffOf(orientation))] : [chunk],
      );
      return Buffer.concat([bytes.subarray(0, 8), ...chunks]);
    },
  };
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  const sum = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const hasExif = 0x08;
const hasXmp = 0x04;

/** WebP container specification (RFC 9649): chunks of even length; VP8X lists them. */
function webpOf(bytes: Buffer): Container {
  const chunks: { readonly type: string; readonly start: number; readonly end: number }[] = [];
  const length = bytes.readUInt32LE(4) + 8;
  for (let at = 12; at + 8 <= Math.min(length, bytes.length); ) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    chunks.push({ type: ascii(bytes, at), start: at, end });
    at = end;
  }
  return {
    isWhole: length <= bytes.length,
    isAnimated: chunks.some(({ type }) => type === 'ANIM'),
    bare(orientation) {
      const parts = chunks.flatMap(({ type, start, end }): Buffer[] => {
        if (type === 'EXIF') return orientation > 1 ? [webpChunk('EXIF', tiffOf(orientation))] : [];
        if (type === 'XMP ') return [];
        const chunk = Buffer.from(bytes.subarray(start, end));
        if (type === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~hasXmp & (orientation > 1 ? 0xff : ~hasExif);
        return [chunk];
      });
      const body = Buffer.concat([Buffer.from('WEBP'), ...parts]);
      const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
      head.writeUInt32LE(body.length, 4);
      return Buffer.concat([head, body]);
    },
  };
}

function webpChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** EXIF with the orientation only. */
function tiffOf(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}

/** Whether EXIF, with or without its header, has a GPS directory (tag 0x8825 of the first directory). */
export function exifTellsPlace(exif: Buffer): boolean {
  const tiff = exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  if (tiff.length < 14) return false;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (start + 2 > tiff.length) return false;
  const count = Math.min(short(start), Math.floor((tiff.length - start - 2) / 12));
  return Array.from({ length: count }, (_, entry) => short(start + 2 + 12 * entry)).includes(0x8825);
}
