import { describe, expect, test } from 'vitest';
import type { Diagnostic, ParsedArticle } from '../../src/wiki/model.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { parseDate, readDate } from '../../src/wiki/schema/dates.ts';
import { builtWikiOf, fileOf, markdownOf, problems, targetsOf, wikiOf } from '../support/wiki.ts';

const front = (yaml: string): ParsedArticle => parseArticle(fileOf('a.md', `---\n${yaml}\n---\nText.\n`)).article;
const fieldsOf = ({ diagnostics }: ParsedArticle): Diagnostic[] => diagnostics.filter(({ code }) => code === 'field-invalid');

describe('a date is read in every unambiguous form', () => {
  test.each([
    // What Obsidian's Linter writes: its default, and other formats of Moment.
    ['Monday, October 2nd 2023, 11:45:10 pm', '2023-10-02T23:45:10Z'],
    ['Monday, October 2nd 2023, 11:45:10 PM', '2023-10-02T23:45:10Z'],
    ['Sunday, January 1st 2023, 12:05:00 am', '2023-01-01T00:05:00Z'],
    ['Sunday, January 1st 2023, 12:05:00 pm', '2023-01-01T12:05:00Z'],
    ['2023-10-02 Monday 23:45:10', '2023-10-02T23:45:10Z'],
    ['October 2, 2023 11:45 PM', '2023-10-02T23:45:00Z'],
    ['Mon, Oct 2, 2023 11:45\u202fp.m.', '2023-10-02T23:45:00Z'],
    ['2023-10-02 23:45 PM', '2023-10-02T23:45:00Z'],
    ['11:45 pm, October 2nd 2023', '2023-10-02T23:45:00Z'],
    ['October 2nd, 2023 at 11 pm', '2023-10-02T23:00:00Z'],
    ['2023-10-02 - 11:45', '2023-10-02T11:45:00Z'],
    // ISO 8601.
    ['2023-W40', '2023-10-02'],
    ['2023-W40-7', '2023-10-08'],
    ['2023W401', '2023-10-02'],
    ['2020-W53', '2020-12-28'],
    ['2021-W01-1', '2021-01-04'],
    ['W40 2023', '2023-10-02'],
    ['2023-275', '2023-10-02'],
    ['2023-Q4', '2023-10-01'],
    ['20231002T101500Z', '2023-10-02T10:15:00Z'],
    ['2023-10-02T10:00:00-07:00', '2023-10-02T17:00:00Z'],
    ['2023-10-02T10:00:00.123456789+0200', '2023-10-02T08:00:00Z'],
    ['2023-10-02T10:00:00+02:00[Europe/Berlin]', '2023-10-02T08:00:00Z'],
    ['2023-10-02T10:00Z', '2023-10-02T10:00:00Z'],
    ['2023-10-02+02:00', '2023-10-02'],
    // Programs.
    ['Mon, 02 Oct 2023 10:00:00 +0200', '2023-10-02T08:00:00Z'],
    ['Mon, 2 Oct 2023 10:00:00 EST', '2023-10-02T15:00:00Z'],
    ['Mon Oct  2 10:00:00 UTC 2023', '2023-10-02T10:00:00Z'],
    ['Mon Oct 2 10:00:00 2023 +0200', '2023-10-02T08:00:00Z'],
    ['2023-10-02 10:00:00 +0200 CEST', '2023-10-02T08:00:00Z'],
    ['2023-10-02 11:45 (UTC+8)', '2023-10-02T03:45:00Z'],
    ['1696250710', '2023-10-02T12:45:10Z'],
    ['1696250710000', '2023-10-02T12:45:10Z'],
    ['1696250710.25', '2023-10-02T12:45:10Z'],
    ['202310021145', '2023-10-02T11:45:00Z'],
    ['20231002114510', '2023-10-02T11:45:10Z'],
    ['[2023-10-02 Mon 10:00]', '2023-10-02T10:00:00Z'],
    ['<2023-10-02 Mon>', '2023-10-02'],
    // People.
    ['2023.10.02', '2023-10-02'],
    ['2023_10_02', '2023-10-02'],
    ['2. 10. 2023', '2023-10-02'],
    ['02.10.2023 11:45', '2023-10-02T11:45:00Z'],
    ['25-12-2023', '2023-12-25'],
    ['05/05/2023', '2023-05-05'],
    ['2-Oct-2023', '2023-10-02'],
    ['2nd of October, 2023', '2023-10-02'],
    ['2023 Oct. 2', '2023-10-02'],
    ['October 2023', '2023-10-01'],
    ['Sept 2023', '2023-09-01'],
    ['mardi 3 mars 2026', '2026-03-03'],
    ['mar. 3 mars 2026', '2026-03-03'],
    ['2 octobre 2023 à 11h45', '2023-10-02T11:45:00Z'],
    ['Montag, 2. Oktober 2023', '2023-10-02'],
    ['2 de outubro de 2023', '2023-10-02'],
    ['2 ottobre 2023', '2023-10-02'],
    ['maandag 2 oktober 2023', '2023-10-02'],
    ['2 października 2023', '2023-10-02'],
    ['2 октября 2023 г.', '2023-10-02'],
    ['2023年10月2日(月) 11時45分', '2023-10-02T11:45:00Z'],
    ['2023年10月2日星期一下午11:45', '2023-10-02T23:45:00Z'],
    ['２０２３年１０月２日', '2023-10-02'],
    ['2023년 10월 2일 오후 11:45', '2023-10-02T23:45:00Z'],
    // Links to daily and weekly notes.
    ['[[2023-10-02]]', '2023-10-02'],
    ['[[2023-10-02|last Monday]]', '2023-10-02'],
    ['[[journal/2023-10-02.md#Evening]]', '2023-10-02'],
    ['[[journal/2023/10/02]]', '2023-10-02'],
    ['[[2023-W40]]', '2023-10-02'],
    ['[[Some note|2 Oct 2023]]', '2023-10-02'],
    ['[Monday](journal/2023-10-02.md)', '2023-10-02'],
  ])('%s', (text, iso) => {
    expect(parseDate(text)).toBe(iso);
  });

  test.each([
    // Two days: nobody can tell which.
    '02/10/2023',
    '2-10-2023',
    '10/02/2023 10:00 PM',
    '02.10.23',
    // No day of the calendar.
    '2023-02-30',
    '31 June 2023',
    '2023-W53',
    '2023-W00',
    '2023-366',
    '2023-13',
    '2023-10-02 25:00',
    '2023-10-02 11:61',
    // Several days, or words that are none of a date.
    '2023-10-02, 2023-10-05',
    '2023-10-02 to 2023-10-05',
    '2 and 3 October 2023',
    'Marvel 2023',
    'Sunlight 2023-10-02',
    'Version 2023',
    'May',
    '10:00',
    'soon',
    'YYYY-MM-DD',
    '{{date}}',
    '1.2.3',
    '[[Mars]]',
    `2023-10-02${' '.repeat(50_000)}x`,
    `${'1 '.repeat(40)}2023`,
  ])('and nothing else is one: %s', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  test('a time in a zone that only has a name is left out, and the day is kept as written', () => {
    expect(parseDate('2023-10-02 00:30:00 CEST')).toBe('2023-10-02');
    expect(parseDate('2023-10-02 00:30 Europe/Berlin')).toBe('2023-10-02');
  });

  test('a time without a zone does not depend on the zone of the machine', () => {
    const { TZ } = process.env;
    try {
      for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
        process.env['TZ'] = zone;
        expect(parseDate('October 2, 2023 12:30 AM')).toBe('2023-10-02T00:30:00Z');
        expect(parseDate('2023-W40')).toBe('2023-10-02');
      }
    } finally {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });

  test.each([
    ['2023', 'year'],
    ['October 2023', 'month'],
    ['2023-W40', 'week'],
    ['2 Oct 2023', 'day'],
    ['2 Oct 2023 10:00', 'time'],
  ])('how much of a date is told is known: %s', (text, precision) => {
    expect(readDate(text)?.precision).toBe(precision);
  });
});

describe('keys of dates', () => {
  test.each([
    ...[
      'lastmod',
      'last-modified',
      'last_modified',
      'last modified',
      'Last-Modified',
      'LAST_MODIFIED',
      'last.modified',
      'lastModified',
    ],
    ...['last_modified_at', 'lastModifiedAt', 'date modified', 'date-modified', 'dateModified', 'date updated', 'DateUpdated'],
    ...[
      'updated_at',
      'updatedAt',
      'updated-on',
      'update date',
      'last updated',
      'last_update',
      'last_updated_at',
      'modified_time',
    ],
    ...['modification date', 'mtime', 'last edited', 'last_edited_time', 'date_last_modified', 'timestamp', 'edited', 'changed'],
  ])('%s says when an article was changed', (key) => {
    const { properties } = front(`${key}: 2023-10-02`);
    expect([properties.updated, properties.created]).toEqual(['2023-10-02', undefined]);
  });

  test.each([
    ...[
      'date',
      'created_at',
      'createdAt',
      'Created On',
      'date created',
      'dateCreated',
      'date-created',
      'creation_date',
      'created time',
    ],
    ...[
      'ctime',
      'date added',
      'added_at',
      'publishDate',
      'publish-date',
      'pubDate',
      'published',
      'published_at',
      'datePublished',
    ],
  ])('%s says when it was made', (key) => {
    const { properties } = front(`${key}: 2023-10-02`);
    expect([properties.created, properties.updated]).toEqual(['2023-10-02', undefined]);
  });

  test.each([
    ['updated: 2023-10-02\nlastmod: 2022-01-01', '2023-10-02'],
    ['mtime: 2022-01-01\ndate modified: 2023-10-02', '2023-10-02'],
    ['edited: 2022-01-01\ntimestamp: 2023-10-02', '2023-10-02'],
    ['lastmod: someday\nmtime: 2023-10-02', '2023-10-02'],
  ])('of several the plainest that can be read counts, and the others are kept: %j', (yaml, updated) => {
    const { properties } = front(yaml);
    expect(properties.updated).toBe(updated);
    expect(Object.keys(properties.extra)).toHaveLength(1);
  });

  test.each([
    ['created: 2023-10-02\ndate: 2022-01-01', '2023-10-02'],
    ['publishDate: 2022-01-01\ndate: 2023-10-02', '2023-10-02'],
    ['published: 2022-01-01\npublishDate: 2023-10-02', '2022-01-01'],
  ])('of several days of making: %j', (yaml, created) => {
    expect(front(yaml).properties.created).toBe(created);
  });

  test('a day of publication also dates a work, and stays among the unknown keys', () => {
    const { properties, record } = front('type: source\npublished: 2023-10-02');
    expect([properties.created, properties.extra, record?.issued]).toEqual([
      '2023-10-02',
      { published: '2023-10-02' },
      '2023-10-02',
    ]);
  });

  test.each([
    'published: 1998',
    'published: true',
    'published: Nature',
    'changed: the intro',
    'edited: "no"',
    'revised: {by: Ada}',
  ])('where such a key holds something else, nothing is said of it: %s', (yaml) => {
    const article = front(yaml);
    expect([article.properties.created, article.properties.updated, fieldsOf(article)]).toEqual([undefined, undefined, []]);
    expect(Object.keys(article.properties.extra)).toHaveLength(1);
  });

  test('a work is dated as exactly as its date is written', () => {
    expect(front('type: source\nissued: October 2023').record?.issued).toBe('2023-10');
    expect(front('type: source\npublished: 2 Oct 2023').record?.issued).toBe('2023-10-02');
  });

  test.each([
    'updated: 20231002',
    'updated: 2023-10-02 00:00',
    'updated: 1696204800',
    'updated: [2023-10-02]',
    'updated: "[[2023-10-02]]"',
  ])('a value may be a number, a list of one, a link: %s', (yaml) => {
    expect(front(yaml).properties.updated?.slice(0, 10)).toBe('2023-10-02');
  });

  test('the day on which an article is published is not its creation date, and does not keep it private', () => {
    const { properties } = front('publish: October 2, 2023');
    expect([properties.isPrivate, properties.created]).toEqual([false, undefined]);
  });

  test('a page may say the same in a line of its text', () => {
    const { article } = parseArticle(fileOf('a.md', '# Mars\n\n**Date modified**: Monday, October 2nd 2023\n\nText.\n'));
    expect([article.properties.updated, article.summary]).toEqual(['2023-10-02', 'Text.']);
  });
});

describe('an invalid date', () => {
  test.each([
    ['updated: soon', 'updated'],
    ['lastmod: 2023-02-30', 'lastmod'],
    ['date created: [2023-10-02, 2023-10-03]', 'date created'],
    ['created: { year: 2023 }', 'created'],
    ['expiry: someday', 'expiry'],
  ])('is a note that says which forms are understood, and is kept: %s', (yaml, key) => {
    const article = front(`title: Mars\n${yaml}`);
    const [note, ...others] = fieldsOf(article);
    expect([others, note?.severity, note?.line, note?.column]).toEqual([[], 'info', 3, yaml.indexOf(': ') + 3]);
    for (const form of ['2026-05-22', 'May 22, 2026', '22.05.2026', '2026-W21', '[[2026-05-22]]'])
      expect(note?.message).toContain(form);
    expect(Object.keys(article.properties.extra)).toEqual([key]);
  });

  test('is reported with the reason if day and month are ambiguous', () => {
    expect(fieldsOf(front('updated: 02/10/2023'))[0]?.message).toContain('day and month cannot be told apart');
  });

  test.each([
    ['verified: { by: ada, at: soon }', { by: 'ada' }],
    ['verified:\n  - { by: ada, at: soon }', { by: 'ada' }],
    ['verified:\n  by: ada\n  at: 02/10/2023', { by: 'ada' }],
  ])('does not take away who reviewed an article: %j', (yaml, stamp) => {
    const article = front(yaml);
    expect([article.properties.verified, Object.keys(article.properties.extra)]).toEqual([[stamp], ['verified']]);
    expect(fieldsOf(article).map(({ severity }) => severity)).toEqual(['info']);
  });

  test('is only an info in a list of sources', () => {
    const article = front('sources:\n  - { title: Optics, date: sometime }');
    expect(fieldsOf(article).map(({ severity }) => severity)).toEqual(['info']);
    expect(article.sources.map(({ remark }) => remark)).toEqual(['date: sometime']);
  });

  test.each(['updated:', 'updated: ""', 'updated: ~', 'updated: 12e4567'])(
    'and where there is none, nothing is said: %s',
    (yaml) => {
      expect(fieldsOf(front(yaml))).toEqual([]);
    },
  );
});

describe('a date that links to a daily note', () => {
  test.each(['created: "[[2023-10-02]]"', 'created: [[2023-10-02]]', 'created: ["[[log/2023-10-02|Monday]]"]'])(
    'is a date and a link: %s',
    (yaml) => {
      const wiki = wikiOf({ 'a.md': `---\n${yaml}\n---\nText.\n`, 'log/2023-10-02.md': 'A day.\n' });
      expect(wiki.byId.get('a' as never)?.parsed.properties.created).toBe('2023-10-02');
      expect(targetsOf(wiki, 'a')).toEqual(['log/2023-10-02']);
    },
  );

  test('is reported if the note does not exist', () => {
    expect(problems(wikiOf({ 'a.md': '---\nupdated: "[[2023-10-02]]"\n---\nText.\n' }))).toEqual(['a.md:2:10 link-missing']);
  });

  test.each([
    'updated: "[[Zarquon/2023-10-02|the plan]]"',
    'updated: [[Zarquon/2023-10-02]]',
    'date modified: "[x](Zarquon/2023-10-02.md)"',
  ])('keeps its day, and nothing else, where that note is private: %s', (yaml) => {
    const files = { 'a.md': `---\n${yaml}\n---\nText.\n`, 'Zarquon/2023-10-02.md': '---\ndraft: true\n---\nHush.\n' };
    const { wiki } = builtWikiOf(files);
    expect(wiki.articles[0]?.parsed.properties.updated).toBe('2023-10-02');
    expect(markdownOf(files, 'a')).not.toMatch(/Zarquon|the plan/);
  });
});
