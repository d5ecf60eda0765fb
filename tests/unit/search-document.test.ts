/** What the search engine gets of an article. */
import { describe, expect, test } from 'vitest';
import { searchDocument } from '../../src/render/search-document.ts';
import { type Files, pageOf } from '../support/wiki.ts';

/** What a document notes as meta, filter or sort key, as `name: value`. */
function notesOf(kind: 'meta' | 'filter' | 'sort', files: Files, id: string, changed?: string): string[] {
  const { html } = searchDocument(`/${id}/`, pageOf(files, id), changed);
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

  test('what state it is in', () => {
    const files = {
      'pluto.md': '---\nstatus: deprecated\nstale_after: 2026-01-01\n---\n\nA planet.',
      'mars.md': 'Farther than [[Venus]].',
      'venus.md': 'Hot.',
    };
    const states = (id: string): string[] => notesOf('filter', files, id).filter((note) => /^(?:is|status)/.test(note));
    expect(states('pluto')).toEqual(['status: deprecated', 'is: stale', 'is: deprecated', 'is: orphan']);
    expect(states('venus')).toEqual(['status: stable']);
  });
});

test('it can be put in order by links and by the day it changed', () => {
  const files = { 'mars.md': 'Near [[Venus]].', 'earth.md': 'Near [[Venus]].', 'venus.md': 'Hot.' };
  expect(notesOf('sort', files, 'venus', '2026-05-22T10:00:00Z')).toEqual(['links: 2', 'changed: 2026-05-22']);
  expect(notesOf('sort', files, 'venus')).toEqual(['links: 2']);
});
