import { describe, expect, test } from 'vitest';
import { citationOf } from '../../src/publish/cite.ts';

const title = 'Agentic Misalignment: How LLMs could be insider threats';

describe('a work is cited', () => {
  test('as the APA does, and for BibTeX', () => {
    const citation = citationOf(
      { authors: ['Aengus Lynch', 'Stuart J. Ritchie'], issued: '2025', arxiv: '2510.05179' },
      title,
      'en',
    );
    expect(citation?.apa).toBe(`Lynch, A., & Ritchie, S. J. (2025). ${title}. arXiv. https://doi.org/10.48550/arXiv.2510.05179`);
    expect(citation?.bibtex).toMatch(/^@article\{lynch2025agentic,\n {2}author = \{Lynch, Aengus and Ritchie, Stuart J\.\},/);
    expect(citation?.bibtex).toContain('doi = {10.48550/arXiv.2510.05179}');
  });

  test('of a journal with its volume, issue and pages', () => {
    const record = {
      authors: ['Lovelace, Ada'],
      issued: '1843',
      container: 'Memoirs',
      volume: '3',
      issue: '2',
      pages: '666-731',
      doi: '10.1000/abc',
    };
    expect(citationOf(record, 'Notes', 'en')?.apa).toBe(
      'Lovelace, A. (1843). Notes. Memoirs, 3(2), 666–731. https://doi.org/10.1000/abc',
    );
  });

  test('in every script, with a key in plain letters', () => {
    const bibtex = citationOf({ authors: ['李明', 'Łukasz Żółć'], issued: '2020' }, '神经网络', 'zh')?.bibtex;
    expect(bibtex).toMatch(/^@misc\{source2020,\n {2}author = \{\{李明\} and Żółć, Łukasz\},/);
    expect(bibtex).toContain('title = {神经网络}');
  });

  test('by what is written, not by what it looks like', () => {
    const bibtex = citationOf({ authors: ['Anthropic'], issued: '2025-06-20' }, 'A <b> & {post}', 'en')?.bibtex ?? '';
    expect(bibtex.split('{').length).toBe(bibtex.split('}').length);
    expect(bibtex).toContain('{{Anthropic}}');
  });

  test('not without an author or a date, nor with a crowd', () => {
    expect(citationOf({ authors: [], url: 'https://a.example' }, title, 'en')).toBeUndefined();
    expect(
      citationOf({ authors: Array.from({ length: 2000 }, (_, n) => `Author ${n}`), issued: '2020' }, title, 'en'),
    ).toBeUndefined();
  });
});
