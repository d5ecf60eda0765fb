/** Caches smaller copies of pictures between builds, by the digest of the picture and the settings. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '../../vault/read-vault.ts';
import { digest } from '../memory/digest.ts';
import { noteUnwritten, removeIfPossible, writeWhole } from '../memory/files.ts';
import { temporaryFolder } from '../memory/place.ts';
import type { StoreFolder } from '../memory/stores.ts';
import { maxPixels } from './picture-facts.ts';
import type { Variant, VariantFormat } from './variants.ts';

/**
 * Part of the key of a copy. Of photographs of 12 megapixels, WebP of effort 2 took 115 ms a picture for all widths (of effort 4, which
 * is the usual one, 236 ms, for 5% fewer bytes), AVIF of effort 2 470 ms, for 27% fewer.
 */
const encodings = { avif: { quality: 55, effort: 2 }, webp: { quality: 80, effort: 2 } } as const;

export interface MadeVariants {
  readonly variants: readonly Variant[];
  /** Whether the picture could not be decoded. */
  readonly isDamaged?: true;
}

/** File beside the copies that lists them. Written last, so a folder without it is from a build that was stopped. */
const listName = 'made.json';

export class VariantStore {
  readonly #folder: string;
  readonly #formats: readonly VariantFormat[];
  readonly #force: boolean;
  readonly #used = new Set<string>();
  /** Folders of copies that the store could not take, by their keys. */
  readonly #elsewhere = new Map<string, string>();

  /**
   * @param formats of the copies
   * @param force make everything again
   */
  constructor({ path }: StoreFolder, formats: readonly VariantFormat[], force: boolean) {
    this.#folder = path;
    this.#formats = formats;
    this.#force = force;
  }

  /** The copies of a picture with this digest, which are made if they are missing. */
  async get(source: string, widths: readonly number[], read: () => Promise<Buffer>): Promise<MadeVariants> {
    const key = this.#keyOf(source, widths);
    const known = this.#force && !this.#used.has(key) ? undefined : this.#known(key);
    this.#used.add(key);
    if (known) return known;
    const made = await this.#make(key, widths, await read());
    writeWhole(join(this.#folderOf(key), listName), JSON.stringify(made));
    return made;
  }

  /** The file of a copy, and the digest of its picture. */
  fileOf(source: string, widths: readonly number[], variant: Variant): { path: string; key: string } {
    const key = this.#keyOf(source, widths);
    return { path: this.#file(key, variant), key };
  }

  /** Deletes the copies that were not used since the store was opened. */
  dropUnused(): void {
    let names: string[];
    try {
      names = readdirSync(this.#folder);
    } catch {
      return;
    }
    for (const name of names) if (!this.#used.has(name)) removeIfPossible(join(this.#folder, name));
  }

  #keyOf(source: string, widths: readonly number[]): string {
    const how = this.#formats.map((format) => [format, encodings[format]]);
    return digest(source, JSON.stringify(how), widths.join(' '));
  }

  #file(key: string, { format, width }: Pick<Variant, 'format' | 'width'>): string {
    return join(this.#folderOf(key), `${width}.${format}`);
  }

  #folderOf(key: string): string {
    return this.#elsewhere.get(key) ?? join(this.#folder, key);
  }

  #known(key: string): MadeVariants | undefined {
    try {
      const made = JSON.parse(readFileSync(join(this.#folderOf(key), listName), 'utf8')) as MadeVariants;
      return made.variants.every((variant) => existsSync(this.#file(key, variant))) ? made : undefined;
    } catch {
      return undefined;
    }
  }

  async #make(key: string, widths: readonly number[], bytes: Buffer): Promise<MadeVariants> {
    const { default: sharp } = await import('sharp');
    const largest = widths.at(-1) ?? 0;
    const copies: Copy[] = [];
    try {
      // The picture is decoded once, to the largest copy, from which the smaller ones are made.
      const { data, info } = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
        .autoOrient()
        .resize({ width: largest, withoutEnlargement: true })
        .toColourspace('srgb')
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true });
      for (const width of widths) {
        const picture = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
        if (width < info.width) picture.resize({ width });
        for (const format of this.#formats) {
          const encoded = await picture.clone().toFormat(format, encodings[format]).toBuffer();
          copies.push({ variant: { format, width, bytes: encoded.length }, encoded });
        }
      }
    } catch (error) {
      // Too little memory does not mean that the picture is damaged.
      if (error instanceof Error && 'code' in error) throw error;
      return { variants: [], isDamaged: true };
    }
    await this.#keep(key, copies);
    return { variants: copies.map(({ variant }) => variant) };
  }

  /** Writes the copies of a picture into the store, or into a temporary folder if the store cannot take them. */
  async #keep(key: string, copies: readonly Copy[]): Promise<void> {
    try {
      await this.#write(key, copies);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      noteUnwritten(error, this.#folderOf(key));
      removeIfPossible(this.#folderOf(key));
      this.#elsewhere.set(key, temporaryFolder());
      await this.#write(key, copies);
    }
  }

  async #write(key: string, copies: readonly Copy[]): Promise<void> {
    await mkdir(this.#folderOf(key), { recursive: true });
    for (const { variant, encoded } of copies) await writeNew(this.#file(key, variant), encoded);
  }
}

interface Copy {
  readonly variant: Variant;
  readonly encoded: Buffer;
}

async function writeNew(file: string, bytes: Buffer): Promise<void> {
  const half = `${file}.${process.pid}.tmp`;
  await writeFile(half, bytes);
  await rename(half, file);
}
