/** What is read from pictures, and what is made of them. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { containerOf } from '../../src/publish/attachments/containers.ts';
import { readPicture } from '../../src/publish/attachments/picture-facts.ts';
import { widthsFor, worthPublishing } from '../../src/publish/attachments/variants.ts';

const sky = (width = 60, height = 40) => sharp({ create: { width, height, channels: 3, background: '#246' } });
const place = { IFD0: { Copyright: 'Ada' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } };
const formats = ['jpeg', 'png', 'webp'] as const;

describe.each(formats)('a picture in %s', (format) => {
  const made = () => sky().toFormat(format);

  test('gives its size and that it is not animated', async () => {
    expect(await readPicture(await made().toBuffer())).toEqual({ size: { width: 60, height: 40 }, isStill: true });
  });

  test('that is rotated has the size it is shown in', async () => {
    const turned = await made().withMetadata({ orientation: 6 }).toBuffer();
    expect((await readPicture(turned)).size).toEqual({ width: 40, height: 60 });
  });

  test('does not reveal where it was taken, and looks the same as before', async () => {
    const located = await made().withMetadata({ orientation: 6 }).withExif(place).toBuffer();
    const turned = await sharp(located).metadata();
    expect([turned.exif?.includes('Ada'), turned.orientation]).toEqual([true, 6]);
    const { instead, size } = await readPicture(located);
    const bare = await sharp(instead).metadata();
    expect([bare.orientation, bare.exif?.includes('Ada'), bare.width]).toEqual([6, false, 60]);
    expect(await sharp(instead).raw().toBuffer()).toEqual(await sharp(located).raw().toBuffer());
    expect(size).toEqual({ width: 40, height: 60 });
    expect((await readPicture(instead ?? Buffer.alloc(0))).instead).toBeUndefined();
  });

  test('with a location and no rotation loses all camera data', async () => {
    const { instead } = await readPicture(await made().withExif(place).toBuffer());
    expect((await sharp(instead).metadata()).exif).toBeUndefined();
  });

  test('without a location is copied byte for byte', async () => {
    const { instead } = await readPicture(
      await made()
        .withExif({ IFD0: { Copyright: 'Ada' } })
        .toBuffer(),
    );
    expect(instead).toBeUndefined();
  });

  test('cut off is damaged, wherever it is cut', async () => {
    const whole = await made().toBuffer();
    for (const share of [0.2, 0.5, 0.9, 0.99]) {
      const { problem, isStill } = await readPicture(whole.subarray(0, Math.floor(whole.length * share)));
      expect([share, problem, isStill]).toEqual([share, expect.stringMatching(/^is damaged/), undefined]);
    }
  });
});

test('data that a phone appended to a picture is removed with the location', async () => {
  const located = await sky().jpeg().withExif(place).toBuffer();
  const { instead } = await readPicture(Buffer.concat([located, Buffer.from('film with a place')]));
  expect(instead?.includes('film')).toBe(false);
});

test('a picture in AVIF does not reveal where it was taken, and looks the same as before', async () => {
  const located = await sky().avif().withExif(place).toBuffer();
  const { instead, isStill } = await readPicture(located);
  expect([isStill, instead?.includes('Ada'), located.includes('Ada')]).toEqual([true, false, true]);
  expect(await sharp(instead).raw().toBuffer()).toEqual(await sharp(located).raw().toBuffer());
});

test('nor does a damaged one', async () => {
  const located = await sky().jpeg().withExif(place).toBuffer();
  const { instead, problem } = await readPicture(located.subarray(0, located.length - 20));
  expect([problem, instead?.includes('Ada')]).toEqual([expect.stringMatching(/^is damaged/), false]);
});

test('a PNG with a spoilt byte is damaged', async () => {
  const bytes = await sky().png().toBuffer();
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 0xff, bytes.length - 20);
  expect((await readPicture(bytes)).problem).toMatch(/^is damaged/);
});

test.each([
  ['nothing', Buffer.alloc(0), 'is empty'],
  ['words', Buffer.from('words'), 'is damaged, or no picture of a kind that browsers show'],
])('%s is no picture', async (_, bytes, problem) => {
  expect(await readPicture(bytes)).toEqual({ problem });
});

test('a picture of too many pixels is not decoded', async () => {
  const bytes = await sky(12_000, 9_000).png().toBuffer();
  expect(await readPicture(bytes)).toEqual({
    size: { width: 12_000, height: 9_000 },
    problem: 'has 108 megapixels, too many to make smaller copies of it',
  });
});

describe('an animated picture is recognized:', () => {
  const frames = async (format: 'gif' | 'webp') => {
    const stills = [sky(8, 6), sky(8, 6).negate()].map((still) => still.png().toBuffer());
    return sharp(await Promise.all(stills), { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
  };

  test.each(['gif', 'webp'] as const)('%s', async (format) => {
    expect(await readPicture(await frames(format))).toEqual({ size: { width: 8, height: 6 } });
  });

  test('png', async () => {
    const bytes = await sky().png().toBuffer();
    const control = Buffer.from('000000086163544c000000020000000000000000', 'hex');
    control.writeUInt32BE((await import('node:zlib')).crc32(control.subarray(4, 16)), 16);
    const moving = Buffer.concat([bytes.subarray(0, 33), control, bytes.subarray(33)]);
    expect(containerOf(moving)?.isWhole).toBe(true);
    expect(await readPicture(moving)).toEqual({ size: { width: 60, height: 40 } });
  });

  test('avif', async () => {
    const bytes = await sky().avif().toBuffer();
    expect((await readPicture(bytes)).isStill).toBe(true);
    bytes.write('avis', 8, 'latin1');
    expect((await readPicture(bytes)).isStill).toBeUndefined();
  });
});

test('the sizes of bitmaps and icons', async () => {
  const bitmap = Buffer.alloc(26);
  bitmap.write('BM');
  bitmap.writeInt32LE(30, 18);
  bitmap.writeInt32LE(-20, 22);
  expect(await readPicture(bitmap)).toEqual({ size: { width: 30, height: 20 } });
  expect(await readPicture(Buffer.from([0, 0, 1, 0, 1, 0, 0, 48]))).toEqual({ size: { width: 256, height: 48 } });
});

test.each<[width: number, bytes: number, widths: number[]]>([
  [4000, 900_000, [480, 960, 1440]],
  [1440, 900_000, [480, 960, 1440]],
  [1200, 900_000, [480, 960, 1200]],
  [1000, 900_000, [480, 1000]],
  [500, 900_000, [500]],
  [300, 900_000, [300]],
  [4000, 5_000, []],
])('copies of a picture %d wide, of %d bytes', (width, bytes, widths) => {
  expect(widthsFor({ width, bytes })).toEqual(widths);
});

test.each<[what: string, bytes: Record<'avif' | 'webp', number[]>, original: number, chosen: Record<string, number[]>]>([
  ['both save', { avif: [10, 30], webp: [20, 40] }, 100, { avif: [480, 960], webp: [480, 960] }],
  ['the largest saves nothing', { avif: [10, 95], webp: [20, 96] }, 100, {}],
  ['one saves nothing', { avif: [10, 30], webp: [20, 95] }, 100, { avif: [480, 960] }],
  ['the older format is smaller', { avif: [30, 60], webp: [20, 40] }, 100, { webp: [480, 960] }],
])('published are those copies that are worth it: %s', (_, bytes, original, chosen) => {
  const made = (['avif', 'webp'] as const).flatMap((format) =>
    bytes[format].map((each, index) => ({ format, width: 480 * (index + 1), bytes: each })),
  );
  const published = worthPublishing(made, original);
  expect(Object.fromEntries([...published].map(([format, variants]) => [format, variants.map(({ width }) => width)]))).toEqual(
    chosen,
  );
});
