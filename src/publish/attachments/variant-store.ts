/** Caches smaller copies of pictures between builds, by the digest of the picture and the settings. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digest } from '../memory/digest.ts';
import { writeWhole } from '../memory/files.ts';
import type { StoreFolder } from '../memory/stores.ts';
import { maxPixels } from './picture-facts.ts';
import type { Variant } from './variants.ts';

/** Part of the key of a copy. */
const avif = { quality: 55, effort: 2 } as const;
const webp = { quality: 80 } as const;
const settings = JSON.stringify({ avif, webp, version: 1 });

export interface MadeVariants {
  readonly variants: readonly Variant[];
  /** Whether the picture could not be decoded. */
  readonly isDamaged?: true;
}

function keyOf(source: string, widths: readonly number[]): string {
  return digest(source, settings, widths.join(' '));
}

/** File beside the copies that lists them. Written last, so a folder without it is from a build that was stopped. */
const listName = 'made.json';

export class VariantStore {
  readonly #folder: string;
  readonly #force: boolean;
  readonly #used = new Set<string>();

  /** @param force make everything again */
  constructor({ path }: StoreFolder, force: boolean) {
    this.#folder = path;
    this.#force = force;
  }

  /** The copies of a picture with this digest, which are made if they are missing. */
  async get(source: string, widths: readonly number[], read: () => Promise<Buffer>): Promise<MadeVariants> {
    const key = keyOf(source, widths);
    const known = this.#force && !this.#used.has(key) ? undefined : this.#known(key);
    this.#used.add(key);
    if (known) return known;
    const made = await this.#make(key, widths, await read());
    writeWhole(join(this.#folder, key, listName), JSON.stringify(made));
    return made;
  }

  /** The file of a copy, and the digest of its picture. */
  fileOf(source: string, widths: readonly number[], variant: Variant): { path: string; key: string } {
    const key = keyOf(source, widths);
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
    for (const name of names) if (!this.#used.has(name)) rmSync(join(this.#folder, name), { recursive: true, force: true });
  }

  #file(key: string, { format, width }: Pick<Variant, 'format' | 'width'>): string {
    return join(this.#folder, key, `${width}.${format}`);
  }

  #known(key: string): MadeVariants | undefined {
    try {
      const made = JSON.parse(readFileSync(join(this.#folder, key, listName), 'utf8')) as MadeVariants;
      return made.variants.every((variant) => existsSync(this.#file(key, variant))) ? made : undefined;
    } catch {
      return undefined;
    }
  }

  async #make(key: string, widths: readonly number[], bytes: Buffer): Promise<MadeVariants> {
    mkdirSync(join(this.#folder, key), { recursive: true });
    const { default: sharp } = await import('sharp');
    const largest = widths.at(-1) ?? 0;
    try {
      // The picture is decoded once, to the largest copy, from which the smaller ones are made.
      const { data, info } = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
        .autoOrient()
        .resize({ width: largest, withoutEnlargement: true })
        .toColourspace('srgb')
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true });
      const variants: Variant[] = [];
      for (const width of widths) {
        const picture = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
        if (width < info.width) picture.resize({ width });
        for (const [format, encoded] of [
          ['avif', await picture.clone().avif(avif).toBuffer()],
          ['webp', await picture.clone().webp(webp).toBuffer()],
        ] as const) {
          await writeNew(this.#file(key, { format, width }), encoded);
          variants.push({ format, width, bytes: encoded.length });
        }
      }
      return { variants };
    } catch (error) {
      // A full disk does not mean that the picture is damaged.
      if (error instanceof Error && 'code' in error) throw error;
      return { variants: [], isDamaged: true };
    }
  }
}

async function writeNew(file: string, bytes: Buffer): Promise<void> {
  const half = `${file}.${process.pid}.tmp`;
  await writeFile(half, bytes);
  await rename(half, file);
}
