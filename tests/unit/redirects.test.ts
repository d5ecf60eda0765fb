import { expect, test } from 'vitest';
import { type Redirect, redirectHtml, redirectLines, redirectsOf } from '../../src/render/redirects.ts';
import { contextOf, type Files } from '../support/wiki.ts';

function redirects(files: Files, config = '', base = '/'): Redirect[] {
  const context = contextOf(files, config, base);
  return redirectsOf(context, [...context.wiki.articles.map(({ id }) => context.urls.article(id)), `${base}all/`]);
}

/** `from → to` of the redirects of one article among others. */
function leads(yaml: string, others: Files = {}, base = '/'): string[] {
  return redirects({ 'concepts/tides.md': `---\ntitle: Tides\n${yaml}\n---\n`, ...others }, '', base).map(
    ({ from, to }) => `${from} → ${to}`,
  );
}

const to = '/concepts/tides/';

test.each([
  ['an alias', 'aliases: [High Water]', [`/high-water/ → ${to}`]],
  ['a former path', 'aliases: [old/Sea stuff/Tides.md]', [`/old/sea-stuff/tides/ → ${to}`]],
  ['an alias in other letters', 'aliases: [Flut]', [`/flut/ → ${to}`]],
  ['a permalink, as it is written', 'permalink: /Guides/Tides.html', [`/Guides/Tides.html → ${to}`]],
  ['a permalink of a folder', 'permalink: guides/ebb and flow', [`/guides/ebb%20and%20flow/ → ${to}`]],
  ['a permalink that is the path of the page', 'permalink: /concepts/tides/', []],
  ['an alias that is the title of another page', 'aliases: [Moon, all]', []],
  ['a page of the site that is not there yet', 'aliases: [graph, tags/sea]', []],
  ['a path out of the site', 'permalink: ../../etc/passwd', []],
  ['a path of another site', 'permalink: https://wiki.example/tides', []],
  ['a hidden folder', 'permalink: .well-known/tides', []],
  ['a name that no disk takes', `aliases: [${'a'.repeat(300)}]`, []],
  ['an alias of signs alone', 'aliases: ["!"]', [`/u0021/ → ${to}`]],
  ['a name with a percent sign', 'permalink: 100% tides', [`/100%25%20tides/ → ${to}`]],
])('%s', (_, yaml, expected) => {
  expect(leads(yaml, { 'moon.md': '' })).toEqual(expected);
});

test('what two articles want leads nowhere, what one wants twice leads once', () => {
  const other = { 'waves.md': '---\naliases: [Swell]\n---\n', 'secret.md': '---\naliases: [Surge]\ndraft: true\n---\n' };
  expect(leads('aliases: [Swell, Surge, SURGE, surge!]', other)).toEqual([`/surge/ → ${to}`]);
});

test('a redirect is a page that leads on by itself, by a link, and to nobody who searches', () => {
  const [redirect] = redirects(
    { 'größe.md': '---\ntitle: "A <b> & c"\nlang: de\naliases: [x]\n---\n' },
    'url: https://wiki.example\n',
    '/kb/',
  );
  const html = redirect && redirectHtml(redirect, contextOf({}, 'url: https://wiki.example\n', '/kb/'));
  expect(redirect?.from).toBe('/kb/x/');
  expect(html).toContain('<meta http-equiv="refresh" content="0; url=/kb/gr%C3%B6%C3%9Fe/">');
  expect(html).toContain('<link rel="canonical" href="https://wiki.example/kb/gr%C3%B6%C3%9Fe/">');
  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(html).toContain('<a href="/kb/gr%C3%B6%C3%9Fe/">A &lt;b&gt; &amp; c</a>');
  expect(html?.length).toBeLessThan(500);
});

test('for hosts that know them, redirects are lines', () => {
  expect(redirectLines(redirects({ 'tides.md': '---\naliases: [High Water, Flut]\n---\n' }))).toBe(
    '/high-water/ /tides/ 301\n/flut/ /tides/ 301\n',
  );
});
