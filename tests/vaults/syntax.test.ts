/** Whole wikis that ask for more syntax, tag in their texts, and speak several languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vaultOf } from '../support/site.ts';

test('a change of `markdown:` in sourcebook.yaml compiles every article anew, and back', async () => {
  const vault = vaultOf({
    'a.md': '# A\n\nHTML said "H~2~O" :rocket:\n\n*[HTML]: Hyper Text Markup Language\n\n## List\n\nMoon\n: A satellite\n',
    'b.md': '# B\n\nSee [[A]] and [[Secret]], "quoted".\n',
    'secret.md': '---\ndraft: true\n---\n# Secret\n',
  });
  await vault.build();
  const before = [vault.read('a/index.html'), vault.read('b/index.html')];
  expect(before[0]).toContain('HTML said "H<del>2</del>O" :rocket:');

  vault.write({
    'sourcebook.yaml':
      'markdown: { definitionLists: true, subscript: true, superscript: true, smartPunctuation: true, emoji: true, abbreviations: true }\n',
  });
  const { stderr } = await vault.build();
  expect(stderr).not.toContain('config-invalid');
  const html = vault.read('a/index.html');
  expect(html).toContain('<abbr title="Hyper Text Markup Language">HTML</abbr> said “H<sub>2</sub>O” 🚀');
  expect(html).toContain('<dl><dt>Moon</dt><dd>A satellite</dd></dl>');
  expect(vault.read('b/index.html')).toContain('“quoted”');
  expect(vault.read('a.md')).toContain('HTML said "H~2~O" :rocket:\n\n*[HTML]: Hyper Text Markup Language');

  vault.write({ 'sourcebook.yaml': '' });
  await vault.build();
  expect([vault.read('a/index.html'), vault.read('b/index.html')]).toEqual(before);
});

test('tags of texts have pages, are in the graph, and those of private articles are in no byte', async () => {
  const vault = vaultOf({
    'index.md': '# Home\n\nAll of #sky, none of #unheard.\n',
    'venus.md': '---\ntags: [Sky]\n---\n# Venus\n\nA planet of the #sky and #sky/planets.\n',
    'hidden.md': '---\nprivate: true\n---\n# Hidden\n\nOnly #verysecret here.\n',
  });
  await vault.build();
  expect(vault.read('tags/sky/planets/index.html')).toContain('href="/venus/"');
  expect(vault.read('index.html')).toContain('<a class="tag" href="/tags/sky/">#sky</a>, none of #unheard.');
  const graph = JSON.parse(vault.read('graph.json')) as { articles: { tags: string[] }[] };
  expect(graph.articles.map(({ tags }) => tags)).toEqual([['Sky', 'sky/planets']]);
  const files = readdirSync(vault.out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes('verysecret'))).toEqual([]);
});

test('a folder has its language, and changing it changes only its pages', async () => {
  const vault = vaultOf({
    'sourcebook.yaml': 'markdown: { smartPunctuation: true }\n',
    'de/index.md': '---\nlang: de\n---\n# Deutsch\n',
    'de/mond.md': '# Mond\n\nDer "Mond".\n',
    'moon.md': '# Moon\n\nThe "Moon".\n',
  });
  await vault.build();
  expect(vault.read('de/mond/index.html')).toMatch(/<html lang="de"[\s\S]*Der „Mond“\./);
  expect(vault.read('moon/index.html')).toMatch(/<html lang="en"[\s\S]*The “Moon”\./);
  vault.write({ 'de/index.md': '---\nlang: fr-CA\n---\n# Deutsch\n' });
  await vault.build();
  expect(vault.read('de/mond/index.html')).toMatch(/<html lang="fr-CA"[\s\S]*Der «\u202fMond\u202f»\./);
});

test('formulas that a program damaged are whole, and control characters absent, in every file of the site', async () => {
  const vault = vaultOf({
    'a.md': [
      '---\ntitle: "The \\alpha\u0001 ray"\nsummary: "How $\\theta \\neq \\beta$ holds"\naliases: [Be\u0002ta]\nnote: "x\\by"\n---',
      '# The \u0007 ray\n\nIts $\frac{a}{b} \to \rho$ and [[Mo\u0003on|the\fmoon]], \u0092seen\u0094.\n',
      '## The $\nu$ bound\n\n```\n\u001b[1mbold\u001b[0m \u007f\n```\n\n<b title="a\u0004">x</b>\n',
      '$$\nx \times\n\foo\n$$\n',
    ].join('\n'),
    'moon.md': '# Moon\n\nSee [[a]] and [[Beta]].\n',
    'secret.md': '---\nprivate: true\n---\n# Secret\n',
    'b.md': '# B\n\nA [[secret]] of $\frac{c}{d}$.\n',
  });
  await vault.build();
  const html = vault.read('a/index.html');
  for (const tex of ['\\frac{a}{b} \\to \\rho', '\\nu', 'x \\times']) expect(html).toContain(tex);
  expect(html).toContain('id="the-ν-bound"');
  expect(html).toMatch(/<code[^>]*>bold \n/);
  expect(html).toContain('’seen”');
  expect(vault.read('a.md')).toContain('## The $\\nu$ bound');
  expect(vault.read('a.md')).toContain('$\\theta \\neq \\beta$');
  expect(vault.read('a.md')).toContain('[the moon](/moon/)');
  expect(vault.read('b.md')).toContain('$\\frac{c}{d}$');
  expect(vault.read('moon/index.html')).not.toContain('class="missing"');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
  const control = /[\u0000-\u0008\v\f\r\u000e-\u001f\u007f-\u009f]/;
  const files = readdirSync(vault.out, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(?:html|md|json|txt|xml)$/.test(entry.name),
  );
  expect(files.filter(({ parentPath, name }) => control.test(readFileSync(join(parentPath, name), 'utf8')))).toEqual([]);
});
