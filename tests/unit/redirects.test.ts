import { expect, test } from 'vitest';
import { type Redirect, redirectHtml, redirectLines, redirectsOf } from '../../src/render/files/redirects.ts';
import { contextOf, type Files, wikiOf } from '../support/wiki.ts';

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
  ['a path that goes up and down again', 'permalink: /guides/../ebb/./flow', [`/ebb/flow/ → ${to}`]],
  ['an alias from the folder of the article', 'aliases: [../up/one, ./two]', [`/up/one/ → ${to}`, `/concepts/two/ → ${to}`]],
  ['an alias that goes up and down again', 'aliases: [old/../Ebb, old/./Flow]', [`/ebb/ → ${to}`, `/old/flow/ → ${to}`]],
  ['an alias out of the site', 'aliases: [../../up, "/../up", "a/../../up"]', []],
  ['an alias of dots', 'aliases: [".", "..", "./", "../", "...", "....", ". . .", ".../...", "old/.../x"]', []],
  ['an emoji', 'aliases: ["⚙️"]', [`/u2699-ufe0f/ → ${to}`]],
  ['a device of Windows', 'permalink: guides/aux\naliases: [con, old/NUL]', []],
  ['a path that no host takes', `permalink: ${'ebb/'.repeat(300)}flow`, []],
  ['a path of another site', 'permalink: https://wiki.example/tides', []],
  ['a hidden folder', 'permalink: .well-known/tides', []],
  ['a name that no disk takes', `aliases: [${'a'.repeat(300)}]`, []],
  ['an alias of signs alone', 'aliases: ["!"]', [`/u0021/ → ${to}`]],
  ['a name with a percent sign', 'permalink: 100% tides', [`/100%25%20tides/ → ${to}`]],
])('%s', (_, yaml, expected) => {
  expect(leads(yaml, { 'moon.md': '' })).toEqual(expected);
});

test.each([
  ['permalink: ../ebb', ['2:12', 'leads out of the site']],
  ['permalink: https://wiki.example/tides', ['2:12', 'is no path of this site']],
  ['permalink: .well-known/tides', ['2:12', 'has a name that starts with `.`']],
  ['permalink: "tides*"', ['2:12', 'has a name that not every host takes']],
  ['permalink: aux/tides', ['2:12', 'has a name that not every host takes']],
  [`slug: ${'a'.repeat(300)}`, ['2:7', 'has a name that is too long']],
  [`permalink: ${'ebb/'.repeat(300)}flow`, ['2:12', 'is too long']],
  ['permalink: a.html/b', ['2:12', 'has a folder that is called like a page']],
  ['aliases: [Ebb, ../../up]', ['2:16', 'leads out of the site']],
  ['aliases: ../../up', ['2:10', 'leads out of the site']],
  ['aliases: [Ebb, ".../"]', ['2:16', 'names no page']],
  ['aliases: [Ebb, ../]', ['2:16', 'names no page']],
  ['aliases: [Ebb, old/.../x]', ['2:16', 'has a name of dots alone']],
  ['aliases: [".", "..", "...", "/"]', undefined],
  ['permalink: /', undefined],
  ['permalink: /guides/tides.html', undefined],
  ['aliases: [TCP/IP, "..", "a: b", ../up]', undefined],
])('an address that cannot be is reported where it is asked for: %s', (yaml, expected) => {
  const { diagnostics } = wikiOf({ 'concepts/tides.md': `---\n${yaml}\n---\n` });
  const found = diagnostics.filter(({ code }) => code === 'path-unsafe');
  expect(found.map(({ line, column }) => `${line}:${column}`)).toEqual(expected ? [expected[0]] : []);
  for (const { message, severity } of found) {
    expect(message).toMatch(/^No page can have the address `/);
    expect([message.endsWith(`: it ${expected?.[1]}.`), severity]).toEqual([true, 'warning']);
  }
});

test('the addresses of a private article are not reported', () => {
  const wiki = wikiOf({ 'tides.md': '---\ndraft: true\npermalink: ../ebb\n---\n' });
  expect(wiki.diagnostics).toEqual([]);
});

test('an address that two articles claim leads nowhere, one that an article claims twice leads there once', () => {
  const other = { 'waves.md': '---\naliases: [Swell]\n---\n', 'secret.md': '---\naliases: [Surge]\ndraft: true\n---\n' };
  expect(leads('aliases: [Swell, Surge, SURGE, surge!]', other)).toEqual([`/surge/ → ${to}`]);
});

test('a redirect page forwards by itself, has a link, and is not indexed by search engines', () => {
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
