import { describe, expect, test } from 'vitest';
import { arxivIdOf, doiOf, identityKey, identityOf, normalizedUrl } from '../../src/wiki/schema/source-identity.ts';
import { authorsIn, sourceRecordOf } from '../../src/wiki/schema/source-record.ts';

describe('a DOI is found', () => {
  test.each([
    ['https://doi.org/10.1145/3292500.3330919', '10.1145/3292500.3330919'],
    ['http://dx.doi.org/10.1145/3292500.3330919', '10.1145/3292500.3330919'],
    ['doi:10.1000/XYZ123.', '10.1000/xyz123'],
    [
      '10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O',
      '10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o',
    ],
    ['<https://doi.org/10.1000/abc>', '10.1000/abc'],
    ['Smith 2020 (https://doi.org/10.1000/abc)', '10.1000/abc'],
    ['https://doi.org/10.1000%2Fabc?from=feed', '10.1000/abc'],
  ])('%s', (text, doi) => {
    expect(doiOf(text)).toBe(doi);
  });

  test.each(['version 10.5', '10.5/3', 'https://example.com/10.txt', ''])('not in «%s»', (text) => {
    expect(doiOf(text)).toBeUndefined();
  });
});

describe('an arXiv identifier is found, without its version', () => {
  test.each([
    ['https://arxiv.org/abs/2510.05179', '2510.05179'],
    ['https://arxiv.org/abs/2510.05179v3', '2510.05179'],
    ['https://www.arxiv.org/pdf/2510.05179v1.pdf', '2510.05179'],
    ['https://arxiv.org/html/2510.05179v2#S3', '2510.05179'],
    ['arXiv:1706.03762', '1706.03762'],
    ['Attention is all you need. arXiv preprint arXiv:1706.03762, 2017.', '1706.03762'],
    ['https://arxiv.org/abs/cs/0501001', 'cs/0501001'],
    ['https://doi.org/10.48550/arXiv.2510.05179', '2510.05179'],
    ['https://arxiv.org/pdf/2402.00001.pdf', '2402.00001'],
    ['arXiv:2402.00001.', '2402.00001'],
    ['https://ar5iv.labs.arxiv.org/html/1706.03762', '1706.03762'],
  ])('%s', (text, id) => {
    expect(arxivIdOf(text)).toBe(id);
  });

  test.each(['2510.05179', 'https://example.com/2510.05179', 'https://arxiv.org/list/cs.AI/recent'])('not in «%s»', (text) => {
    expect(arxivIdOf(text)).toBeUndefined();
  });
});

test.each([
  ['http://www.Example.com/a/', 'https://example.com/a'],
  ['https://example.com:443/a#part', 'https://example.com/a'],
  ['https://example.com/a/index.html', 'https://example.com/a'],
  ['https://example.com/a?utm_source=x&b=2&a=1', 'https://example.com/a?a=1&b=2'],
  ['https://en.m.wikipedia.org/wiki/Mars', 'https://en.wikipedia.org/wiki/Mars'],
  ['https://youtu.be/dQw4w9WgXcQ?t=3', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'],
  ['https://example.com/%C3%A4', 'https://example.com/ä'],
])('%s and %s are one address', (one, other) => {
  expect(normalizedUrl(one)).toBe(normalizedUrl(other));
  expect(normalizedUrl(one)).toBeDefined();
});

test('an arXiv paper may have a DOI of its publisher too', () => {
  const record = sourceRecordOf({ extra: { doi: '10.1145/1234567.8', arxiv: '2510.05179' } }, false);
  expect([record?.doi, record?.arxiv]).toEqual(['10.1145/1234567.8', '2510.05179']);
});

test('C, C++ and C# are three', () => {
  const keys = ['C primer', 'C++ primer', 'C# primer'].map((text) => JSON.stringify(identityOf(undefined, text)));
  expect(new Set(keys).size).toBe(3);
});

test.each([
  ['https://example.com/a', 'https://example.com/b'],
  ['https://example.com/?id=1', 'https://example.com/?id=2'],
  ['https://app.example/#/one', 'https://app.example/#/two'],
])('%s and %s are two addresses', (one, other) => {
  expect(normalizedUrl(one)).not.toBe(normalizedUrl(other));
});

test.each([
  ['https://arxiv.org/pdf/1706.03762v5', undefined, 'arxiv:1706.03762'],
  ['https://example.com/paper', 'Attention (arXiv:1706.03762)', 'arxiv:1706.03762'],
  ['https://dl.acm.org/doi/10.1145/1234567.8', undefined, 'doi:10.1145/1234567.8'],
  [undefined, 'Lowell, Mars and Its Canals (1906).', 'text:lowell mars and its canals 1906'],
  [undefined, 'lowell — Mars and its canals, 1906', 'text:lowell mars and its canals 1906'],
  [undefined, 'Read at https://example.com/x.', 'url:example.com/x'],
])('%s with «%s» is %s', (url, text, key) => {
  const identity = identityOf(url, text);
  expect(identity && identityKey(identity)).toBe(key);
});

test('an empty mention is not a source', () => {
  expect(identityOf(undefined, ' — ')).toBeUndefined();
});

describe('authors', () => {
  test.each([
    ['Aengus Lynch, Benjamin Wright, Caleb Larson', ['Aengus Lynch', 'Benjamin Wright', 'Caleb Larson']],
    ['Lynch, Aengus', ['Lynch, Aengus']],
    ['Lynch, Aengus; Wright, Benjamin', ['Lynch, Aengus', 'Wright, Benjamin']],
    ['Lynch, Aengus and Wright, Benjamin', ['Lynch, Aengus', 'Wright, Benjamin']],
    ['Ada Lovelace and Charles Babbage', ['Ada Lovelace', 'Charles Babbage']],
    ['Anthropic', ['Anthropic']],
    ['Smith, J., Doe, A., & Roe, B.', ['Smith, J.', 'Doe, A.', 'Roe, B.']],
    ['van der Berg, J., Jr.', ['van der Berg, J. Jr.']],
    [`x${' '.repeat(15_000)}y`, ['x y']],
    ['Melody Guan, Manas Joglekar, et al.', ['Melody Guan', 'Manas Joglekar']],
    ['Schoen et al.', ['Schoen']],
    ['human:ada', ['ada']],
    ['[[ada|Ada Lovelace]]', ['Ada Lovelace']],
    [
      ['Ada Lovelace', 'Babbage, Charles'],
      ['Ada Lovelace', 'Babbage, Charles'],
    ],
    [[{ name: 'Ada Lovelace' }], ['Ada Lovelace']],
    [7, []],
    ['', []],
  ])('%j', (value, names) => {
    expect(authorsIn(value)).toEqual(names);
  });
});

describe('the record of a source', () => {
  test('comes from the keys of its frontmatter, in any spelling', () => {
    const extra = {
      Authors: ['Ada Lovelace'],
      Year: 1843,
      'source-url': 'https://doi.org/10.1000/ABC',
      Journal: 'Memoirs',
      Volume: 3,
    };
    expect(sourceRecordOf({ extra }, false)).toEqual({
      authors: ['Ada Lovelace'],
      issued: '1843',
      url: 'https://doi.org/10.1000/ABC',
      doi: '10.1000/abc',
      container: 'Memoirs',
      volume: '3',
    });
  });

  test('has the arXiv identifier of its address', () => {
    expect(sourceRecordOf({ extra: {}, resource: 'https://arxiv.org/abs/1706.03762v5' }, false)).toEqual({
      authors: [],
      url: 'https://arxiv.org/abs/1706.03762v5',
      arxiv: '1706.03762',
    });
    expect(sourceRecordOf({ extra: { arxiv: '1706.03762v5' } }, false)?.arxiv).toBe('1706.03762');
  });

  test('takes `date` for the date of the work, but not `created`', () => {
    expect(sourceRecordOf({ extra: { author: 'A' }, created: '2025-06-20' }, true)?.issued).toBe('2025-06-20');
    expect(sourceRecordOf({ extra: { author: 'A' }, created: '2025-06-20' }, false)?.issued).toBeUndefined();
  });

  test('is undefined if nothing is known', () => {
    expect(sourceRecordOf({ extra: { tier: 'hot', source: 'a file' } }, true)).toBeUndefined();
  });
});
