import { describe, expect, test } from 'vitest';
import type { Name } from '../../src/theme/browser/names.ts';
import { NameFinder } from '../../src/theme/browser/search/name-finder.ts';

/** The more important articles first, as names come. */
const names: Name[] = [
  ['Mars'],
  ['Moons of Mars'],
  ['Mercury (planet)', 'Swift planet'],
  ['Mercury'],
  ['Marsh gas'],
  ['Orbital resonance', 'Mean-motion resonance'],
  ['Tidal locking', 'Synchronous rotation'],
  ['OpenAI'],
  ['Größe der Erde'],
  ['太陽系の惑星'],
  ['Latent heat'],
].map(([title = '', ...aliases]) => ({ id: title, title, aliases, type: 'Concept' }));

const finder = new NameFinder();
finder.add(names.slice(0, 5), 0);
finder.add(names.slice(5), 5);
finder.addTerms(['eccentricity', 'Äquator']);

const found = (typed: string): string[] => finder.find(typed).map(({ name }) => name.title);
const alike = (typed: string): string[] => finder.findAlike(typed).map(({ name }) => name.title);

describe('names that have all that was typed', () => {
  test.each([
    ['mars', ['Mars', 'Marsh gas', 'Moons of Mars']],
    ['m', ['Mars', 'Moons of Mars', 'Mercury (planet)', 'Mercury', 'Marsh gas', 'Orbital resonance']],
    ['mercury', ['Mercury', 'Mercury (planet)']],
    ['resonance orbital', ['Orbital resonance']],
    ['tid lock', ['Tidal locking']],
    ['MEAN-MOTION', ['Orbital resonance']],
    ['openai', ['OpenAI']],
    ['open ai', ['OpenAI']],
    ['grosse der erde', ['Größe der Erde']],
    ['größe', ['Größe der Erde']],
    ['惑星', ['太陽系の惑星']],
    ['', []],
    ['?!', []],
  ])('by %j: %j', (typed, expected) => {
    expect(found(typed)).toEqual(expected);
  });

  test('of names with several of the typed words the shorter comes first, with one of them the more important', () => {
    const finder = new NameFinder();
    const titles = ['Locking and release of the tidal bulge', 'Locking of the tide', 'Locking of Io'];
    finder.add(
      titles.map((title) => ({ id: title, title, aliases: [], type: 'Concept' })),
      0,
    );
    const by = (typed: string): string[] => finder.find(typed).map(({ name }) => name.title);
    expect(by('locking tid')).toEqual(['Locking of the tide', 'Locking and release of the tidal bulge']);
    expect(by('locking')).toEqual(titles);
  });

  test('an alias is shown if it differs from the title', () => {
    expect(finder.find('synchronous')[0]).toMatchObject({ alias: 'Synchronous rotation', match: 'begins' });
    expect(finder.find('tidal locking')[0]).not.toHaveProperty('alias');
  });
});

describe('names that may have been meant', () => {
  test.each([
    'tidal lockng',
    'tidal lokcing',
    'tidall locking',
    'tixal locking',
    'tidallocking',
    'ti dal locking',
    'tidal lokc',
    'syncronous rotation',
  ])('by %j', (typed) => {
    expect(alike(typed)[0]).toBe('Tidal locking');
  });

  test.each(['xylophone', 'mar', 'planetary nebula'])('none by %j', (typed) => {
    expect(alike(typed)).toEqual([]);
  });
});

test.each([
  ['tidl locking', 'tidal locking'],
  ['resonnance xylophone', 'resonance xylophone'],
  ['eccentrcity of mars', 'eccentricity of mars'],
  ['aquattor', 'aquator'],
  ['eccentricity', undefined],
  ['tidal lock', undefined],
  ['xylophone', undefined],
])('%j is corrected to %j', (typed, expected) => {
  expect(finder.correct(typed)).toBe(expected);
});
