/** Templates of other notes are no part of the wiki. */
import { describe, expect, test } from 'vitest';
import type { WikiOptions } from '../../src/wiki/link-wiki.ts';
import { type Files, findingsOf, targetsOf, wikiOf } from '../support/wiki.ts';

const note = '---\ntype: concept\n---\nText.\n';
const idsOf = (files: Files, options: Partial<WikiOptions> = {}): string[] => wikiOf(files, options).articles.map(({ id }) => id);
const isTemplate = (yaml: string): boolean => idsOf({ 'a.md': `---\n${yaml}\n---\nText.\n` }).length === 0;

test.each([
  'created: {{date}}',
  'created: "{{date:YYYY-MM-DD}}"',
  'title: "{{title}}"',
  'up: "[[{{date:YYYY-MM}}]]"',
  'tags: [daily, "{{VALUE:tag}}"]',
  'id: {{anything at all}}',
  'aliases:\n  - {{title}}',
  'title: {{ .Title }}',
  'date: "{{ .Date }}"',
  'created: <% tp.date.now() %>',
  'title: <%* await tp.system.prompt("Title") %>',
  'created: "<% moment().format() %>"',
  'x: <% anything %>',
])('a note is a template whose frontmatter says %s', (yaml) => {
  expect(isTemplate(yaml)).toBe(true);
});

test.each([
  'title: "{{ mustache }}"',
  'title: The {{ x }} syntax of Jinja',
  'description: Write {{ title }} to print the title.',
  'summary: "<% tp.file.title %> is a command of Templater."',
  'title: ERB and its <% %> tags',
  'permalink: "/notes/{{ title | slugify }}/"',
  'x: { a: { b: c } }',
  '# {{date}} is filled in by hand\ntitle: x',
])('an article may say %s', (yaml) => {
  expect(isTemplate(yaml)).toBe(false);
});

test('placeholders in the body do not make a template', () => {
  expect(idsOf({ 'a.md': `${note}{{date}} {{< figure >}} <% tp.file.title %>\n`, 'b.md': '{{title}}\n' })).toEqual(['a', 'b']);
});

describe('a folder of templates', () => {
  const files = { 'T/Book.md': note, 'T/deep/Film.md': '{{title}}', 'a.md': note, 'Tea/b.md': note };

  test('is named by the settings of the vault, however they write it', () => {
    for (const path of ['T', 'T/', '/T', './T', 't']) expect(idsOf(files, { templatePaths: [path] })).toEqual(['a', 'tea/b']);
    expect(idsOf(files, { templatePaths: ['T/Book'] })).toEqual(['a', 't/deep/film', 'tea/b']);
    expect(idsOf(files, { templatePaths: ['', '/', 'nowhere'] })).toHaveLength(4);
  });

  test('is recognized by its name if its notes have placeholders', () => {
    const filled = '---\ncreated: {{date}}\n---\n';
    expect(idsOf({ '99 Templates/Book.md': filled, '99 Templates/Film.md': note, 'a.md': note })).toEqual(['a']);
    expect(idsOf({ '_templates/Book.md': filled, '_templates/x/Film.md': note, 'a.md': note })).toEqual(['a']);
    expect(idsOf({ 'Templates/Film.md': note })).toEqual(['templates/film']);
    expect(idsOf({ 'notes/Book.md': filled, 'notes/Film.md': note })).toEqual(['notes/film']);
  });

  test('does not include a folder of articles about templates', () => {
    const about = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`templates/${name}.md`, note]));
    expect(idsOf({ ...about, 'templates/example.md': '---\ndate: {{date}}\n---\n' })).toHaveLength(4);
  });
});

test('templates are reported once, with their folders, and give no other findings', () => {
  const template = '---\ncreated: {{date}}\ntitle: { x: y }\n---\n[[Nowhere]] [[a]]\n';
  const wiki = wikiOf({ 'T/b.md': template, 'T/c.md': template, 'daily.md': template, 'a.md': note });
  expect(findingsOf(wiki).filter(({ path }) => path !== 'a.md')).toMatchObject([
    {
      code: 'templates-omitted',
      severity: 'info',
      path: 'T/b.md',
      line: 1,
      column: 1,
      message: '3 templates are not part of the wiki: 2 in `T`, 1 at the root.',
    },
  ]);
  expect(wiki.graph.backlinks.size).toBe(0);
});

test('the name of a private template stays private', () => {
  const secret = '---\ntitle: Zarquon\ndraft: true\ncreated: {{date}}\n---\n';
  const wiki = wikiOf({ 'T/secret.md': secret, 'a.md': 'See [[Zarquon]].' });
  expect(targetsOf(wiki, 'a')).toEqual(['(private)']);
});

test('long lines of frontmatter are read in bounded time', () => {
  const started = performance.now();
  for (const line of [`x: ${' '.repeat(200_000)}{{`, '<%'.repeat(100_000)]) expect(isTemplate(`y: 1\n${line}`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(4000);
});
