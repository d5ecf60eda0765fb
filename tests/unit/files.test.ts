/** Pictures, players and papers in an article, as HTML. */
import { describe, expect, test } from 'vitest';
import { sizeInWords } from '../../src/render/print/files.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { parseImageLabel } from '../../src/wiki/schema/image-label.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { mediaKindOf, mediaNameOf } from '../../src/wiki/schema/media.ts';
import { bodyOf, english, fileOf, type KnownFiles, problems, wikiOf } from '../support/wiki.ts';

const files = { 'img/mars.png': 'x', 'talk.mp3': 'x', 'film.mp4': 'x', 'paper.pdf': 'x', 'map.canvas': 'x', 'b.md': '# B' };
const known: KnownFiles = { 'img/mars.png': { size: { width: 1000, height: 500 } } };
const shown = (text: string, knownFiles = known): string => bodyOf(text, files, '', knownFiles);
const imageOf = (html: string): string => /<img[^>]*>/.exec(html)?.[0] ?? html;

test.each<[label: string | undefined, alt: string, width?: number, height?: number]>([
  [undefined, ''],
  ['', ''],
  ['Mars', 'Mars'],
  ['300', '', 300],
  ['300x200', '', 300, 200],
  ['Mars|300', 'Mars', 300],
  ['Mars\\|300', 'Mars', 300],
  ['Mars | in 1877 | 300x200', 'Mars | in 1877', 300, 200],
  ['|300', '', 300],
  ['Mars 300', 'Mars 300'],
  ['300px', '300px'],
  ['0', '0'],
  ['Mars|x200', 'Mars|x200'],
])('the label %s of an image', (label, alt, width, height) => {
  expect(parseImageLabel(label)).toEqual({ alt, ...(width && { width }), ...(height && { height }) });
});

test.each([
  ['a.PNG', 'image', 'PNG'],
  ['a b.jpeg', 'image', 'JPEG'],
  ['x/talk.m4a', 'audio', 'M4A'],
  ['film.webm', 'video', 'WebM'],
  ['v1.2/paper.pdf', 'pdf', 'PDF'],
  ['map.canvas', 'file', 'Canvas'],
  ['data.tar.gz', undefined, 'GZ'],
  ['v1.2 and later', undefined, ''],
  ['constructor.constructor', undefined, 'CONSTRUCTOR'],
  ['.png', undefined, ''],
])('%s is known by its name', (path, kind, name) => {
  expect([mediaKindOf(path), mediaNameOf(path)]).toEqual([kind, name]);
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1250, '1.3 kB'],
  [9960, '10 kB'],
  [999_499, '999 kB'],
  [999_600, '1 MB'],
  [1_234_567_890, '1.2 GB'],
])('%d bytes in words', (bytes, words) => {
  expect(sizeInWords(bytes, english)).toBe(words);
});

describe('an image', () => {
  test.each([
    ['its own size', '![Mars](img/mars.png)', 'alt="Mars" width="1000" height="500"'],
    ['by its name alone', '![[mars.png]]', 'alt="" width="1000" height="500"'],
    ['from the root', '![Mars](/img/mars.png)', 'alt="Mars" width="1000" height="500"'],
    ['a width', '![[mars.png|300]]', 'alt="" width="300" height="150"'],
    ['a width and words', '![[mars.png|Mars|300]]', 'alt="Mars" width="300" height="150"'],
    ['a width in brackets', '![Mars|300](img/mars.png)', 'alt="Mars" width="300" height="150"'],
    ['a box, as far as its ratio goes', '![[mars.png|300x300]]', 'alt="" width="300" height="150"'],
    ['a box that is lower', '![[mars.png|300x100]]', 'alt="" width="200" height="100"'],
    [
      'a title amid words',
      'See ![Mars](img/mars.png "The \\"red\\" one")',
      'alt="Mars" title="The &quot;red&quot; one" width="1000" height="500"',
    ],
  ])('has %s', (_, text, attributes) => {
    expect(imageOf(shown(text))).toBe(`<img src="/attachments/img/mars.png" ${attributes} loading="lazy" decoding="async">`);
  });

  test('without a known size has the size that its author gave', () => {
    expect(imageOf(shown('![[mars.png|300x300]]', {}))).toContain('width="300" height="300"');
    expect(imageOf(shown('![[mars.png]]', {}))).not.toMatch(/width|height/);
  });

  test('alone with a title is a figure', () => {
    expect(shown('![Mars](img/mars.png "In <1877>")')).toMatch(
      /^<figure><img [^>]*><figcaption>In &#x3C;1877><\/figcaption><\/figure>$/,
    );
    expect(shown('![[mars.png]]')).toMatch(/^<p><img [^>]*><\/p>$/);
  });

  test('has smaller copies for the width at which it is shown', () => {
    const sources = [
      {
        type: 'image/webp' as const,
        copies: [
          { href: '/a 480.webp', width: 480 },
          { href: '/a 960.webp', width: 960 },
        ],
      },
    ];
    const html = shown('![[mars.png|300]] ![[mars.png]]', { 'img/mars.png': { size: { width: 1000, height: 500 }, sources } });
    expect(html.match(/<source[^>]*>/g)).toEqual([
      '<source type="image/webp" srcset="/a 480.webp 480w, /a 960.webp 960w" sizes="(min-width: 340px) 300px, calc(100vw - 2.25rem)">',
      '<source type="image/webp" srcset="/a 480.webp 480w, /a 960.webp 960w" sizes="(min-width: 648px) 608px, calc(100vw - 2.25rem)">',
    ]);
    expect(html.match(/<picture><source [^>]*><img [^>]*><\/picture>/g)).toHaveLength(2);
  });

  test.each([
    ['to an article', '[![Mars](img/mars.png)](b.md)', /^<p><a class="internal"[^>]*><img [^>]*><\/a><\/p>$/],
    [
      'to another site',
      '[*![Mars](img/mars.png)*](https://mars.example)',
      /^<p><a class="external"[^>]*><em><img [^>]*><\/em><\/a><\/p>$/,
    ],
    ['as Obsidian writes it', '[![[mars.png|30]]](b.md)', /^<p><a class="internal"[^>]*><img [^>]* width="30"[^>]*><\/a><\/p>$/],
    ['in HTML', '<a href="b.md">![Mars](img/mars.png)</a>', /^<p><a href="\/b\/"><img [^>]*><\/a><\/p>$/],
    ['to nothing', '[![Mars](img/mars.png)](nobody.md)', /^<p><a class="missing"[^>]*><img [^>]*><\/a><\/p>$/],
    ['to itself', '[![Mars](img/mars.png)](img/mars.png)', /^<p><a class="attachment"[^>]*><img [^>]*><\/a><\/p>$/],
    ['that is not there, as words', '[![Moon](moon.png)](b.md)', /^<p><a class="internal"[^>]*>Moon<\/a><\/p>$/],
    ['that is a paper, as words', '[![](paper.pdf)](b.md)', /^<p><a class="internal"[^>]*>paper.pdf<\/a><\/p>$/],
    ['that is an article, as words', '[![see B](b.md)](b.md)', /^<p><a class="internal"[^>]*>see B<\/a><\/p>$/],
  ])('in a link %s', (_, text, html) => {
    expect(shown(text)).toMatch(html);
  });

  test('is in no text but with the words that describe it', () => {
    const text =
      '# The map ![[mars.png|300]]\n\nOf ![[mars.png]] ![x|50](img/mars.png), ![[mars.png|Mars|20]] and [[b]].\n\n## A ![[mars.png|9]]';
    const { article, mentions } = parseArticle(fileOf('a.md', text), { syntax: plainSyntax });
    expect(article).toMatchObject({
      title: 'The map',
      summary: 'Of x, Mars and b.',
      headings: [{ text: 'The map' }, { text: 'A' }],
    });
    expect(mentions.links.find((mention) => mention?.words === 'b')?.before).toMatch(/ Mars and $/);
  });

  test('that is missing is shown by its description or its name', () => {
    expect(shown('![Moon|300](moon.png)')).toMatch(/<a class="missing"[^>]*>Moon<\/a>/);
    expect(shown('![[img/moon.png|300]]')).toMatch(/<a class="missing"[^>]*>img\/moon.png<\/a>/);
  });

  test('of another site is a link there', () => {
    expect(shown('![Mars](https://mars.example/a.png)')).not.toContain('<img');
  });
});

describe('a file', () => {
  test.each([
    [
      'a talk',
      '![[talk.mp3#t=10|The talk]]',
      '<figure class="file" data-file="audio"><audio src="/attachments/talk.mp3#t=10" controls preload="none" aria-label="The talk"><a class="attachment" href="/attachments/talk.mp3#t=10">The talk</a></audio><figcaption><a class="attachment" href="/attachments/talk.mp3#t=10">The talk</a> <small>MP3, 1 byte</small></figcaption></figure>',
    ],
    [
      'a film',
      '![A film](film.mp4)',
      '<figure class="file" data-file="video"><video src="/attachments/film.mp4" controls preload="metadata" playsinline aria-label="A film"><a class="attachment" href="/attachments/film.mp4">A film</a></video><figcaption><a class="attachment" href="/attachments/film.mp4">A film</a> <small>MP4, 1 byte</small></figcaption></figure>',
    ],
    [
      'a paper',
      '![[paper.pdf#page=3&height=400]]',
      '<figure class="file" data-file="pdf"><iframe src="/attachments/paper.pdf#page=3" title="paper.pdf" loading="lazy" height="400"></iframe><figcaption><a class="attachment" href="/attachments/paper.pdf#page=3">paper.pdf</a> <small>PDF, 1 byte, page 3</small></figcaption></figure>',
    ],
    [
      'a canvas',
      '![[map.canvas]]',
      '<p><a class="attachment" href="/attachments/map.canvas">map.canvas</a> <small>Canvas, 1 byte</small></p>',
    ],
    [
      'a paper amid words',
      'See ![[paper.pdf#height=9]].',
      '<p>See <a class="attachment" href="/attachments/paper.pdf">paper.pdf</a> <small>PDF, 1 byte</small>.</p>',
    ],
  ])('%s', (_, text, html) => {
    expect(shown(text)).toBe(html);
  });

  test('a film has the width that its author gave', () => {
    expect(shown('![[film.mp4|640]]')).toContain('<video src="/attachments/film.mp4" width="640" controls');
  });

  test('players on lines of their own, in a list and a cell, stay valid', () => {
    expect(shown('One\n![[talk.mp3]]\ntwo')).toMatch(/^<p>One<\/p>\n?<figure .*<\/figure>\n?<p>two<\/p>$/s);
    expect(shown('- ![[paper.pdf]]')).not.toMatch(/<p>[^<]*<figure/);
    expect(shown('| a |\n| - |\n| ![[paper.pdf]] |')).toMatch(/<td><figure .*<\/figure><\/td>/);
  });
});

describe('in HTML', () => {
  test.each([
    [
      'an image gets its size',
      '<img src="img/mars.png" alt="M">',
      '<img src="/attachments/img/mars.png" alt="M" loading="lazy" decoding="async" width="1000" height="500">',
    ],
    [
      'an image of a width gets its height',
      '<img src=img/mars.png width=100>',
      '<img src="/attachments/img/mars.png" width="100" loading="lazy" decoding="async" height="50">',
    ],
    [
      'a share of the column stays',
      '<img src="img/mars.png" width="50%">',
      '<img src="/attachments/img/mars.png" width="50%" loading="lazy" decoding="async">',
    ],
    [
      'a list of images',
      '<picture><source srcset="img/mars.png 1x, https://mars.example/a.png 2x, gone.png 3x"></picture>',
      '<picture><source srcset="/attachments/img/mars.png 1x"></picture>',
    ],
    [
      'a film',
      '<video poster="img/mars.png" src="film.mp4" autoplay></video>',
      '<video src="/attachments/film.mp4" poster="/attachments/img/mars.png" controls preload="metadata" playsinline></video>',
    ],
    [
      'a film of two files',
      '<video><source src="film.mp4" type="video/mp4"></video>',
      '<video controls preload="metadata" playsinline><source src="/attachments/film.mp4" type="video/mp4"></video>',
    ],
    [
      'a talk of another site',
      '<audio src="https://mars.example/a.mp3"></audio>',
      '<a class="external" href="https://mars.example/a.mp3" rel="noopener">https://mars.example/a.mp3</a>',
    ],
    [
      'a film of another site',
      '<video><source src="//mars.example/a.mp4"></video>',
      '<span><a class="external" href="//mars.example/a.mp4" rel="noopener">//mars.example/a.mp4</a></span>',
    ],
    [
      'a picture of another site',
      '<video poster="https://mars.example/a.png" src="film.mp4"></video>',
      '<video src="/attachments/film.mp4" controls preload="metadata" playsinline></video>',
    ],
  ])('%s', (_, text, html) => {
    expect(shown(text)).toContain(html);
  });

  test.each(['<video src="film.mp4">', '<video src="film.mp4" title="a > b">', 'Text <audio src=talk.mp3> more'])(
    'a player that is never closed hides nothing: %s',
    (text) => {
      const html = shown(`${text}\n\nThe end.`);
      expect(html).toMatch(/src="\/attachments\/(?:film|talk)\.mp\d"[^<]*><\/(?:video|audio)>/);
      expect(html).toMatch(/<p>The end\.<\/p>$/);
    },
  );

  test('an image gets smaller copies, unless its author chose some', () => {
    const sources = [{ type: 'image/webp' as const, copies: [{ href: '/480.webp', width: 480 }] }];
    const withCopies = { 'img/mars.png': { size: { width: 1000, height: 500 }, sources } };
    expect(shown('<img src="img/mars.png">', withCopies)).toContain('srcset="/480.webp 480w"');
    expect(shown('<img src="img/mars.png" srcset="img/mars.png 2x">', withCopies)).not.toContain('480w');
  });
});

test.each([
  ['![](m.png)', ['a.md:1:1 alt-missing']],
  ['![[m.png]] ![[m.png|300]]', ['a.md:1:1 alt-missing', 'a.md:1:12 alt-missing']],
  ['![[m.png|Mars]] ![Mars|300](m.png) <img src="m.png" alt="Mars">', []],
  ['<img src="m.png">', ['a.md:1:1 alt-missing']],
  ['an ornament: <img src="m.png" alt=""> <video poster="m.png"></video>', []],
  ['[[m.png]] and ![[t.mp3]]', []],
])('who does not see the images of %s', (text, found) => {
  expect(problems(wikiOf({ 'a.md': text, 'm.png': '', 't.mp3': '' }))).toEqual(found);
});
