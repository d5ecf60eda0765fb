/** Vaults that Obsidian users keep by properties, as a reader of the site meets them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenLinks, filesOf } from '../support/crawl.ts';
import { elementOf, textOf, vaultOf } from '../support/site.ts';

const vault = {
  '.obsidian/templates.json': '{ "folder": "Meta/Forms" }',
  '.obsidian/plugins/templater-obsidian/data.json': '\uFEFF{ "templates_folder": "Scripts/" }',
  '.obsidian/daily-notes.json': '{ "template": "Meta/Day" }',
  'Meta/Forms/Book form.md': '---\ntype: ["[[Books]]"]\nrating:\n---\n',
  'Scripts/Insert.md': 'Quokkaform <% tp.file.title %>\n',
  'Meta/Day.md': '## Notes\n',
  'Meta/About.md': 'How notes are kept.\n',
  'Books.md': '---\ntags: [categories]\n---\n\nAll books.\n',
  'Films.md': '---\ndraft: true\ntitle: Zarquon films\n---\n',
  'Out of Control.md':
    '---\ntype: ["[[Books]]", essay]\nstatus: ["[[Reading]]"]\nauthor: ["[[Kevin Kelly]]"]\nrating: 7\nlast: 2023-09-12\nsite: https://kk.example/out\n---\n',
  'Blade Runner.md': '---\ncategories: ["[[Films]]"]\ntype: "[[Zarquon films]]"\nyear: 1982\n---\n',
  'Kevin Kelly.md': '---\ntype: person\nstatus: evergreen\n---\n\nWrote [[Out of Control]].\n',
};

describe('a vault kept by properties', () => {
  test('has no errors, and its templates are reported once', async () => {
    const { content, check } = vaultOf(vault);
    const { code, stdout } = await check('--format', 'json');
    const { articles, counts, diagnostics } = JSON.parse(stdout);
    expect([code, articles, counts.error, content !== '']).toEqual([0, 5, 0, true]);
    expect(diagnostics.filter(({ code: each }: { code: string }) => each === 'templates-omitted')).toMatchObject([
      { severity: 'info', message: '3 templates are not part of the wiki: 1 in `Meta`, 1 in `Meta/Forms`, 1 in `Scripts`.' },
    ]);
  });

  test('shows the properties of a note that is nothing else, open', async () => {
    const { build, read, out } = vaultOf(vault);
    expect((await build()).code).toBe(0);
    const page = read('out-of-control/index.html');
    const panel = elementOf(page, /<section[^>]*id="article-properties"/);
    expect(panel).not.toContain('<details');
    expect(textOf(panel)).toBe(
      'Properties Type Books essay Status Reading Author Kevin Kelly Rating ★ 7 Last 12 September 2023 Site kk.example/out',
    );
    expect(panel).toContain('<a class="internal target" href="/books/"');
    expect(panel).toContain('<time datetime="2023-09-12">');
    expect(panel).toContain('<a class="external target" rel="noopener" href="https://kk.example/out">');
    expect(textOf(page)).not.toMatch(/\[\[|\b0 words/);
    expect(page).toMatch(/data-type="books"[\s\S]*<span class="standing" data-status="stable"><bdi>Reading<\/bdi><\/span>/);
    expect(textOf(elementOf(read('books/index.html'), /<section[^>]*id="backlinks"/))).toContain('Out of Control');
    expect(read('kevin-kelly/index.html')).toMatch(/class="standing" data-status="stable"><bdi>evergreen</);
    expect(brokenLinks(out)).toEqual([]);
  });

  test('reveals nothing of templates or private articles', async () => {
    const { build, read, out } = vaultOf(vault);
    await build();
    const all = filesOf(out).filter((path) => /\.(?:html|json|md|xml|txt)$/.test(path));
    expect(all.filter((path) => /zarquon|quokkaform|book form/i.test(path + read(path)))).toEqual([]);
    expect(read('blade-runner/index.html')).toContain('data-type="article"');
    expect(existsSync(join(out, 'meta/day/index.html'))).toBe(false);
    expect(existsSync(join(out, 'meta/about/index.html'))).toBe(true);
  });

  test('is built again when its settings name another folder for templates', async () => {
    const { build, write, out } = vaultOf(vault);
    await build();
    write({ '.obsidian/templates.json': '{ "folder": "Nowhere" }' });
    await build();
    expect(existsSync(join(out, 'meta/forms/book-form/index.html'))).toBe(true);
    write({ '.obsidian/templates.json': '{ "folder": [' });
    expect((await build()).code).toBe(0);
  });
});

test('a page lists the types, and every type leads there', async () => {
  const types = Object.fromEntries(
    Array.from({ length: 11 }, (_, n) => [`n${n}.md`, `---\ntype: data_kind-${n}\n---\nSee [[n0]].\n`]),
  );
  const { build, read, out } = vaultOf({ ...types, 'sourcebook.yaml': 'url: https://wiki.example\n' });
  expect((await build('--base', '/w/')).code).toBe(0);
  const home = elementOf(read('index.html'), /<ul class="ways-in"/);
  expect(home.match(/href="\/w\/types\/[^"]+"/g)).toHaveLength(8);
  expect(textOf(home)).toContain('Data kind 0 1');
  expect(home).toContain('<a href="/w/types/">All 11 types</a>');
  const page = read('types/index.html');
  expect(textOf(elementOf(page, /<table/)).startsWith('Type Articles Most linked Data kind 0 1 n0 Data kind 1 1')).toBe(true);
  expect(page.match(/<th scope="row">/g)).toHaveLength(11);
  expect(elementOf(read('types/data_kind-3/index.html'), /<nav class="breadcrumbs"/)).toContain('href="/w/types/"');
  expect(
    filesOf(out)
      .filter((path) => /sitemap.*xml$/.test(path))
      .map(read)
      .join(''),
  ).toContain('<loc>https://wiki.example/w/types/</loc>');
});
