/** Pictures and films of other hosts. */
import { describe, expect, test } from 'vitest';
import { isHostPattern } from '../../src/site/allowed-hosts.ts';
import { contentSecurityPolicy } from '../../src/theme/policy.ts';
import { bodyOf, contextOf } from '../support/wiki.ts';

const own = `trust: own
allow:
  images: [upload.wikimedia.org, '*.tiles.example']
  frames: [www.youtube-nocookie.com]
`;
const shown = (text: string, config = own): string => bodyOf(text, {}, config).replace(/^<p>|<\/p>\s*$/g, '');

test('are links', () => {
  expect(shown('![Mars](https://upload.wikimedia.org/mars.jpg)', '')).toBe(
    '<a class="external" href="https://upload.wikimedia.org/mars.jpg" rel="noopener">Mars</a>',
  );
});

test('are loaded from hosts that the owner lists', () => {
  expect(shown('![Mars|300](https://upload.wikimedia.org/mars.jpg)')).toBe(
    '<img src="https://upload.wikimedia.org/mars.jpg" alt="Mars" width="300" loading="lazy" decoding="async" referrerpolicy="no-referrer">',
  );
  expect(shown('<img src="https://a.tiles.example/1.png" onerror="alert(1)">')).toContain(
    '<img src="https://a.tiles.example/1.png"',
  );
});

test.each([
  'http://upload.wikimedia.org/mars.jpg',
  'https://upload.wikimedia.org:8080/mars.jpg',
  'https://upload.wikimedia.org@evil.example/mars.jpg',
  'https://upload.wikimedia.org.evil.example/mars.jpg',
  'https://tiles.example/1.png',
  '//upload.wikimedia.org/mars.jpg',
])('stay links from anywhere else: %s', (address) => {
  expect(shown(`![Mars](${address})`)).not.toMatch(/<(?:img|iframe)/);
});

test('films, sounds and documents of a host of pictures stay links: only pictures can be shown as one', () => {
  for (const name of ['mars.mp4', 'mars.WEBM', 'mars.mp3', 'mars.pdf'])
    expect(shown(`![Mars](https://upload.wikimedia.org/${name})`)).toContain('<a class="external"');
  expect(shown('![Mars](https://upload.wikimedia.org/mars?w=300)')).toContain('<img');
});

test('stay links if the file does not say who wrote it', () => {
  const config = own.replace('trust: own\n', '');
  expect(shown('![Mars](https://upload.wikimedia.org/mars.jpg)', config)).toMatch(/^<a class="external"/);
  expect(contextOf({}, config).site.allow).toBeUndefined();
});

describe('a film', () => {
  test.each([
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com/watch?t=3&v=dQw4w9WgXcQ',
    'https://youtu.be/dQw4w9WgXcQ',
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
  ])('is shown by its player, in a sandbox: %s', (address) => {
    const html = shown(`![A song](${address})`);
    expect(html).toMatch(/^<iframe src="https:\/\/www\.youtube-nocookie\.com\/embed\/dQw4w9WgXcQ" title="A song"/);
    expect(html).toContain('sandbox="allow-scripts allow-same-origin allow-popups"');
  });

  test('is no frame that an author wrote as HTML', () => {
    expect(shown('<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"></iframe>')).not.toContain('<iframe');
  });
});

test('a picture in a link stays in it', () => {
  expect(shown('[![Mars](https://upload.wikimedia.org/mars.jpg)](https://mars.example/)')).toMatch(
    /^<a class="external" href="https:\/\/mars\.example\/" rel="noopener"><img src="https:\/\/upload/,
  );
  expect(shown('[![Mars](https://other.example/mars.jpg)](https://mars.example/)')).toBe(
    '<a class="external" href="https://mars.example/" rel="noopener">Mars</a>',
  );
});

test('the policy of a page allows these hosts and no others', async () => {
  const parts = { scripts: [], styles: [], draws: false };
  const policy = await contentSecurityPolicy({ ...parts, images: ['a.example'], frames: ['*.b.example'] });
  expect(policy).toContain("img-src 'self' data: https://a.example;");
  expect(policy).toContain("frame-src 'self' https://*.b.example;");
  expect(await contentSecurityPolicy(parts)).toContain("img-src 'self' data:;");
});

test.each([
  ['upload.wikimedia.org', true],
  ['*.example.org', true],
  ['localhost', false],
  ['*', false],
  ['*.org/x', false],
  ['https://example.org', false],
  ["example.org; script-src 'unsafe-inline'", false],
  ['Example.org', false],
])('%s is a host: %s', (text, isHost) => {
  expect(isHostPattern(text)).toBe(isHost);
});
