/** Files of a vault, as they are published. */
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { brokenLinks, filesOf } from '../support/crawl.ts';
import { serve, type Vault, vaultOf } from '../support/site.ts';

/** A picture that is worth smaller copies. */
async function photo(width: number, height: number): Promise<Sharp> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = 128 + 100 * Math.sin(at / 97) + ((at * 7919) % 13);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

let mars: Buffer;
let turned: Buffer;
beforeAll(async () => {
  mars = await (await photo(600, 300)).jpeg({ quality: 95 }).toBuffer();
  turned = await (await photo(300, 200))
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Copyright: 'Zarquon' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
    .jpeg({ quality: 95 })
    .toBuffer();
});

const published = (vault: Vault): string[] =>
  filesOf(vault.out)
    .filter((path) => path.startsWith('attachments/'))
    .map((path) => path.replace(/\.[A-Za-z0-9]{8}(?=[.-])/, '.#').slice('attachments/'.length))
    .sort();

test('pictures get smaller copies, other files are unchanged', async () => {
  const vault = vaultOf({
    'a.md': '![Mars](img/mars%201.jpg) ![[moves.gif]] ![[tiny.png]] ![[paper.pdf]]\n\n<img src="img/mars 1.jpg" alt="">',
    'img/mars 1.jpg': mars,
    'moves.gif': await sharp([mars, mars], { join: { animated: true } })
      .gif()
      .toBuffer(),
    'tiny.png': await (await photo(20, 20)).png().toBuffer(),
    'paper.pdf': '%PDF',
  });
  expect((await vault.build()).code).toBe(0);
  expect(published(vault)).toEqual([
    'img/mars 1.#-480.webp',
    'img/mars 1.#-600.webp',
    'img/mars 1.#.jpg',
    'moves.#.gif',
    'paper.#.pdf',
    'tiny.#.png',
  ]);
  expect(brokenLinks(vault.out)).toEqual([]);
  const [original] = filesOf(vault.out).filter((path) => path.endsWith('.jpg'));
  expect(readFileSync(join(vault.out, original ?? '')).equals(mars)).toBe(true);
  const widths = filesOf(vault.out).filter((path) => path.endsWith('-480.webp'));
  expect(await sharp(join(vault.out, widths[0] ?? '')).metadata()).toMatchObject({ width: 480, height: 240 });
  expect(vault.read('a/index.html')).toMatch(/<img src="[^"]*tiny[^"]*" alt="" width="20" height="20"/);
});

test('smaller copies are made as AVIF too where the wiki wants that, and no longer when it does not', async () => {
  const vault = vaultOf({ 'a.md': '![Mars](mars.jpg)', 'mars.jpg': mars, 'sourcebook.yaml': 'pictures: { avif: true }' });
  await vault.build();
  const both = ['mars.#-480.avif', 'mars.#-480.webp', 'mars.#-600.avif', 'mars.#-600.webp', 'mars.#.jpg'];
  expect(published(vault)).toEqual(both);
  expect(vault.read('a/index.html')).toMatch(/<source type="image\/avif"[^>]*><source type="image\/webp"/);
  vault.remove('sourcebook.yaml');
  await vault.build();
  expect(published(vault)).toEqual(both.filter((path) => !path.endsWith('.avif')));
});

test('the place where a picture was taken is in no byte of the output, and the picture is upright', async () => {
  const vault = vaultOf({ 'a.md': '![Mars](turned.jpg)', 'turned.jpg': turned });
  await vault.build();
  expect(vault.read('a/index.html')).toContain('width="200" height="300"');
  for (const path of filesOf(vault.out).filter((each) => each.startsWith('attachments/'))) {
    const bytes = readFileSync(join(vault.out, path));
    expect([path, bytes.includes('Zarquon')]).toEqual([path, false]);
    const { width, height } = await sharp(await sharp(bytes).autoOrient().toBuffer()).metadata();
    expect([path, width, height]).toEqual([path, 200, 300]);
  }
  expect(readFileSync(join(vault.content, 'turned.jpg')).equals(turned)).toBe(true);
});

test('the same picture under two names is one file', async () => {
  const vault = vaultOf({ 'a.md': '![Mars](mars.jpg) ![Mars](img/red.jpg)', 'mars.jpg': mars, 'img/red.jpg': mars });
  await vault.build();
  expect(published(vault).filter((path) => path.endsWith('.jpg'))).toEqual(['img/red.#.jpg']);
  expect(brokenLinks(vault.out)).toEqual([]);
});

test('pictures of private articles are copied in no size', async () => {
  const vault = vaultOf({
    'a.md': 'Text. [[b]]',
    'b.md': '---\nprivate: true\n---\n![Zarquon](zarquon.jpg) <img srcset="zarquon.jpg 2x">',
    'zarquon.jpg': mars,
  });
  await vault.build();
  expect(published(vault)).toEqual([]);
  vault.write({ 'b.md': '![Zarquon](zarquon.jpg)' });
  await vault.build();
  expect(published(vault)).toHaveLength(3);
  vault.write({ 'b.md': '---\nprivate: true\n---\n![Zarquon](zarquon.jpg)' });
  await vault.build();
  expect(filesOf(vault.out).filter((path) => path.includes('zarquon'))).toEqual([]);
});

test('a damaged picture is published unchanged, a drawing that cannot be parsed is not', async () => {
  const spoilt = Buffer.from(mars);
  // Whole by its parts, but with other numbers in them: only who decodes it sees that.
  spoilt.fill(0, 200, 420);
  const vault = vaultOf({
    'a.md': '![Mars](cut.jpg) ![An orbit](orbit.svg) ![Moon](moon.jpg)\n\n[[b]]',
    'b.md': 'Text.',
    'cut.jpg': mars.subarray(0, 9000),
    'moon.jpg': spoilt,
    'orbit.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>Zarquon',
  });
  const { code, stderr } = await vault.build();
  expect([code, stderr]).toEqual([0, expect.stringContaining('warnings')]);
  expect(published(vault)).toEqual(['cut.#.jpg', 'moon.#.jpg']);
  expect(vault.read('a/index.html')).toMatch(/<img src="[^"]*cut[^"]*" alt="Mars" width="600" height="300"/);
  expect(vault.read('a/index.html')).toMatch(/<a class="missing"[^>]*title="This file is not published."[^>]*>An orbit<\/a>/);
  expect((await vault.check('--format', 'json')).stdout).toContain('`cut.jpg` is damaged');
});

test('a drawing is published without what it could run', async () => {
  const vault = vaultOf({
    'a.md': '![An orbit](orbit.svg)',
    'orbit.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><script>Zarquon</script><circle r="3" onclick="Zarquon"/></svg>',
  });
  await vault.build();
  const [path] = filesOf(vault.out).filter((each) => each.endsWith('.svg') && each.startsWith('attachments/'));
  expect(vault.read(path ?? '')).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><circle r="3"/></svg>');
  expect(vault.read('a/index.html')).toContain('width="30" height="20"');
});

test('a build reads no picture that did not change', async () => {
  const vault = vaultOf({ 'a.md': '![Mars](mars.jpg)', 'b.md': 'Text.', 'mars.jpg': mars });
  await vault.build();
  const before = snapshot(vault);
  // Other bytes behind the same stamp of size and time tell who reads them; the inode's own time is what gives it away.
  const file = join(vault.content, 'mars.jpg');
  vault.write({ 'b.md': 'Other text.' });
  await vault.build();
  expect(changed(before, snapshot(vault))).toEqual(expect.not.arrayContaining([expect.stringContaining('attachments/')]));
  const { atime, mtime } = statSync(file);
  writeFileSync(file, await (await photo(640, 300)).jpeg({ quality: 95 }).toBuffer());
  utimesSync(file, atime, mtime);
  await vault.build();
  expect(vault.read('a/index.html')).toContain('width="640" height="300"');
  expect(published(vault).filter((path) => path.endsWith('.jpg'))).toHaveLength(1);
});

test('with and without what earlier builds left, the output is the same', async () => {
  const vault = vaultOf({ 'a.md': '![Mars](mars.jpg) ![[turned.jpg]]', 'mars.jpg': mars, 'turned.jpg': turned });
  await vault.build();
  const before = bytesOf(vault);
  await vault.build('--force');
  expect(bytesOf(vault)).toEqual(before);
});

test('a live site shows pictures unchanged, with their sizes, and sanitized drawings', async () => {
  const vault = vaultOf({
    'a.md': '![Mars](mars.jpg) ![[orbit.svg]] ![[bad.svg]]',
    'mars.jpg': mars,
    'orbit.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script/><circle r="3"/></svg>',
    'bad.svg': '<svg',
  });
  const { url, stop } = await serve('dev', '--content', vault.content);
  try {
    const page = await (await fetch(`${url}a/`)).text();
    expect(page).toContain('<img src="/attachments/mars.jpg" alt="Mars" width="600" height="300"');
    expect(page).not.toContain('<picture');
    expect(Buffer.from(await (await fetch(`${url}attachments/mars.jpg`)).arrayBuffer()).equals(mars)).toBe(true);
    const drawing = await fetch(`${url}attachments/orbit.svg`);
    expect([drawing.headers.get('content-type'), await drawing.text()]).toEqual([
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg"><circle r="3"/></svg>',
    ]);
    expect((await fetch(`${url}attachments/bad.svg`)).status).toBe(404);
  } finally {
    stop();
  }
});

function snapshot({ out }: Vault): Map<string, number> {
  return new Map(filesOf(out).map((path) => [path, statSync(join(out, path)).mtimeMs]));
}

function changed(before: Map<string, number>, after: Map<string, number>): string[] {
  return [...after].flatMap(([path, time]) => (before.get(path) === time ? [] : [path]));
}

function bytesOf({ out }: Vault): Map<string, string> {
  const files = filesOf(out).filter((path) => path !== '.sourcebook' && !path.startsWith('pagefind/'));
  return new Map(files.map((path) => [path, readFileSync(join(out, path)).toString('base64')]));
}
