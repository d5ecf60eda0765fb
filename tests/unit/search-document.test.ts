/** What the search engine gets of an article. */
import { describe, expect, test } from 'vitest';
import { documentOf, type Files } from '../support/wiki.ts';

/** What a document notes as meta or filter, as `name: value`. */
function notesOf(kind: 'meta' | 'filter', files: Files, id: string): string[] {
  const { html } = documentOf(files, id);
  return [...html.matchAll(new RegExp(`<span data-pagefind-${kind}="([\\w-]+)">([^<]*)</span>`, 'g'))].map(
    ([, name, value]) => `${name}: ${value}`,
  );
}

describe('filters', () => {
  test('a tag is found by those above it', () => {
    const files = { 'mars.md': '---\ntags: [sky/planets/inner, sky/planets]\n---\n\nRed.' };
    expect(notesOf('filter', files, 'mars').filter((note) => note.startsWith('tag'))).toEqual([
      'tag: sky',
      'tag: sky/planets',
      'tag: sky/planets/inner',
    ]);
  });

  test('a source by its title, or by what it is called', () => {
    const files = {
      'mars.md': '---\nsources: ["[[Mars atlas]]", "Kuiper, Planets & Satellites"]\n---\n\nRed.',
      'sources/Mars atlas.md': '# An Atlas of Mars\n\nMaps.',
    };
    expect(notesOf('filter', files, 'mars').filter((note) => note.startsWith('source'))).toEqual([
      'source: An Atlas of Mars',
      'source: Kuiper, Planets &amp; Satellites',
    ]);
  });

  test('its status, and whether it is stale or an orphan', () => {
    const files = {
      'pluto.md': '---\nstatus: deprecated\nstale_after: 2026-01-01\n---\n\nA planet.',
      'mars.md': 'Farther than [[Venus]].',
      'venus.md': 'Hot.',
    };
    const states = (id: string): string[] => notesOf('filter', files, id).filter((note) => /^(?:is|status)/.test(note));
    expect(states('pluto')).toEqual(['status: deprecated', 'is: stale 2026-01-01', 'is: deprecated', 'is: orphan']);
    expect(states('venus')).toEqual(['status: stable']);
  });
});

test('it can be put in order by links and by the day it changed', () => {
  const files = { 'mars.md': 'Near [[Venus]].', 'earth.md': 'Near [[Venus]].', 'venus.md': 'Hot.' };
  const dated = { ...files, 'venus.md': '---\nupdated: 2026-05-22T10:00:00Z\n---\nHot.' };
  expect(documentOf(dated, 'venus').order).toEqual({ links: 2, changed: '2026-05-22' });
  expect(documentOf(files, 'venus').order).toEqual({ links: 2, changed: '' });
});

test('the words of its own headings are separate, without those of its embeds', () => {
  const files = {
    'mars.md': 'Red.\n\n## Moons & *rings*\n\n![[venus]]\n\n### Phobos\n\nNear.',
    'venus.md': '# Venus\n\n## Heat\n\nHot.',
  };
  expect(notesOf('meta', files, 'mars')).toContain('headings: Moons &#x26; rings Phobos');
});

test('words of a script without spaces are set apart in its text, its title and its headings', () => {
  const { html } = documentOf({ 'a.md': '# 机器学习\n\n监督学习\n\n## 学习方法\n\n文字' }, 'a');
  expect(html.replaceAll('\u00AD ', '|')).toMatch(
    />机器\|学习<\/h1>[\s\S]*监督\|学习[\s\S]*id="学习方法">学习\|方法<\/h2>[\s\S]*"headings">学习\|方法</,
  );
});

test('the attributes of its text are kept as written', () => {
  const { html } = documentOf({ 'a.md': 'Text.\n\n## 机器学习\n\n[Straße](https://a.example "a > 机器学习")\n' }, 'a');
  expect(html.replaceAll('\u00AD ', '|')).toContain('<h2 id="机器学习">机器|学习</h2>');
  expect(html.replaceAll('\u2063', '')).toMatch(/<a [^>]*href="https:\/\/a\.example"[^>]* title="a > 机器学习">Strasse<\/a>/);
});
