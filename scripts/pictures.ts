// node scripts/run.mjs scripts/pictures.ts: takes the pictures of the README from the bundled wiki, in docs/pictures
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { build } from '../src/api/index.ts';
import { previewSite } from '../src/publish/preview-server.ts';
import { launchChromium } from '../tests/browser/chromium.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/pictures');
const views = { article: 'concepts/alignment-fine-tuning/', graph: 'graph/' } as const;
const size = { width: 1280, height: 800 } as const;

const site = mkdtempSync(join(tmpdir(), 'sourcebook-pictures-'));
mkdirSync(folder, { recursive: true });
await build({ content: join(root, 'content'), out: site });
const server = await previewSite(site, 0);
const browser = await launchChromium();
try {
  for (const [name, path] of Object.entries(views)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: size, colorScheme, reducedMotion: 'reduce', deviceScaleFactor: 1.25 });
      const page = await context.newPage();
      await page.goto(server.url + path, { waitUntil: 'networkidle' });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      const picture = await sharp(await page.screenshot())
        .webp({ quality: 50, effort: 6 })
        .toBuffer();
      writeFileSync(join(folder, `${name}-${colorScheme}.webp`), picture);
      console.log(`docs/pictures/${name}-${colorScheme}.webp, ${Math.round(picture.length / 1000)} kB`);
      await context.close();
    }
  }
} finally {
  await browser.close();
  server.close();
  rmSync(site, { recursive: true, force: true });
}
