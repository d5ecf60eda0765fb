import { expect, test } from 'vitest';
import { namesFiles } from '../../src/render/files/names-json.ts';
import { readNames } from '../../src/theme/browser/names.ts';
import { contextOf, type Files } from '../support/wiki.ts';

function namesOf(files: Files): ReturnType<typeof readNames>[] {
  return namesFiles(contextOf(files)).map(({ render }) => readNames(JSON.parse(render())));
}

test('names are in files of 500, which give the number of articles', () => {
  const moons = Object.fromEntries(Array.from({ length: 501 }, (_, number) => [`moon-${number}.md`, '']));
  const files = namesOf(moons);
  expect(files.map(({ names }) => names.length)).toEqual([500, 1]);
  expect(files[0]?.articles).toBe(501);
});

test.each([
  [
    'entities/ariel.md',
    '---\ntitle: Ariel\naliases: [Uranus I]\n---\n',
    { id: 'entities/ariel', aliases: ['Uranus I'], type: 'Entity' },
  ],
  ['concepts/latent-heat.md', '---\ntitle: Latent Heat\n---\n', { id: 'concepts/latent-heat', type: 'Concept' }],
  ['concepts/c.md', '---\ntitle: C++ (language)\n---\n', { id: 'concepts/c' }],
  ['a/b/größe.md', '---\ntitle: Größe\n---\n', { id: 'a/b/größe' }],
  ['x.md', '---\ntitle: "Mercury: the planet"\n---\n', { id: 'x' }],
])('what is read of %s is what was written', (path, text, expected) => {
  expect(namesOf({ [path]: text })[0]?.names[0]).toMatchObject(expected);
});

test('the most linked come first, so that the first files of a large wiki matter most', () => {
  const [file] = namesOf({ 'a.md': '[[sun]]', 'b.md': '[[sun]] [[moon]]', 'moon.md': '', 'sun.md': '' });
  expect(file?.names.map(({ id }) => id)).toEqual(['sun', 'moon', 'a', 'b']);
});

test('nothing of a private article is listed', () => {
  const files = namesFiles(contextOf({ 'a.md': '', 'pluto.md': '---\ndraft: true\naliases: [Secret]\n---\n' }));
  expect(files.map(({ render }) => render()).join()).not.toMatch(/pluto|secret/i);
});

test('frequent words of headings and summaries are in the first file, except those in names', () => {
  const about = (moon: string): string => `---\nsummary: Its gravity is weak, says ${moon}.\n---\n## Craters\n`;
  const [file] = namesOf({
    'io.md': about('Io'),
    'moon.md': about('Moon'),
    'titan.md': about('Titan'),
    'craters-of-mars.md': '',
  });
  expect(file?.terms).toEqual(['gravity']);
});
