import { expect, test } from 'vitest';
import { type Files, pageOf } from '../support/wiki.ts';

/** Titles of the articles before and after one. */
function around(files: Files, id: string): (string | undefined)[] {
  const { previous, next } = pageOf(files, id).neighbours ?? {};
  return [previous?.label, next?.label];
}

const titled = (title: string, more = ''): string => `---\ntitle: ${title}\n${more}---\n`;

test('articles of a type follow each other by title, and the only one of a type has no neighbours', () => {
  const files = {
    'concepts/z.md': titled('Aphelion'),
    'concepts/a.md': titled('Perihelion'),
    'deep/concepts/m.md': titled('Orbit'),
    'entities/mars.md': titled('Mars'),
  };
  expect(around(files, 'concepts/z')).toEqual([undefined, 'Orbit']);
  expect(around(files, 'deep/concepts/m')).toEqual(['Aphelion', 'Perihelion']);
  expect(pageOf(files, 'deep/concepts/m').neighbours?.previous?.href).toBe('/concepts/z/');
  expect(pageOf(files, 'entities/mars').neighbours).toBeUndefined();
});

test('numbered files and those with an order are a series within their folder', () => {
  const files = {
    'course/2 Tides.md': titled('Tides'),
    'course/10-eclipses.md': titled('Eclipses'),
    'course/last.md': titled('Aurora', 'order: 11\n'),
    'other/3. Comets.md': titled('Comets'),
    'course/2024-05-01 Notes.md': titled('Notes'),
    'course/Zenith.md': titled('Zenith'),
  };
  expect(around(files, 'course/2-tides')).toEqual([undefined, 'Eclipses']);
  expect(around(files, 'course/10-eclipses')).toEqual(['Tides', 'Aurora']);
  expect(around(files, 'course/2024-05-01-notes')).toEqual([undefined, 'Zenith']);
  expect(pageOf(files, 'other/3-comets').neighbours).toBeUndefined();
});

test('a private article is never a neighbour, and a long title is cut', () => {
  const long = 'Moon '.repeat(40).trim();
  const files = { 'a.md': titled('A'), 'b.md': titled('B', 'draft: true\n'), 'c.md': titled(long) };
  expect(around(files, 'a')).toEqual([undefined, `${long.slice(0, 79)}…`]);
});

test('the edit link of a page is a valid address for any file name', () => {
  const config = 'editUrl: https://git.example/edit/main/{path}\n';
  const { editHref } = pageOf({ 'Größe/a b #1.md': '' }, 'größe/a-b-1', config).article;
  expect(editHref).toBe('https://git.example/edit/main/Gr%C3%B6%C3%9Fe/a%20b%20%231.md');
});
