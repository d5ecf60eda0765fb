import { describe, expect, test } from 'vitest';
import {
  operatorText,
  parseQuery,
  plainWords,
  valuesMeant,
  withOperator,
  withoutPart,
} from '../../src/theme/browser/search/query.ts';

/** `-type:concept "red planet" mars` as `['-type:concept', '"red planet"', 'mars']`. */
function said(text: string): string[] {
  return parseQuery(text).map((part) => {
    const value = part.kind === 'phrase' ? `"${part.text}"` : part.kind === 'operator' ? `${part.name}=${part.text}` : part.text;
    return `${part.isExcluded ? '-' : ''}${value}`;
  });
}

describe('the typed query', () => {
  test.each([
    ['red planet', ['red', 'planet']],
    ['  ', []],
    ['"red planet" mars', ['"red planet"', 'mars']],
    ['“red planet” „roter Planet“ «planète rouge» 「火星」', ['"red planet"', '"roter Planet"', '"planète rouge"', '"火星"']],
    ['mars "red pla', ['mars', '"red pla"']],
    ['mars "', ['mars']],
    ['""', []],
    ['mars"red planet"', ['mars', '"red planet"']],
    ["the planet's moons", ['the', "planet's", 'moons']],
    ['type:concept', ['type=concept']],
    ['TYPE:Concept', ['type=Concept']],
    ['type:', ['type=']],
    ['type: concept', ['type=', 'concept']],
    ['source:"Red Planet (1998)" mars', ['source=Red Planet (1998)', 'mars']],
    ['source:"Red Pla', ['source=Red Pla']],
    [
      'tag:sky/planets is:stale status:draft trust:unverified',
      ['tag=sky/planets', 'is=stale', 'status=draft', 'trust=unverified'],
    ],
    ['-type:entity -moon -"red planet"', ['-type=entity', '-moon', '-"red planet"']],
    ['- moon', ['-', 'moon']],
    ['far-side -far-side', ['far-side', '-far-side']],
    ['colour:red https://mars.example', ['colour:red', 'https://mars.example']],
    ['subtype:x', ['subtype:x']],
  ])('%j is read as %j', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test('every part knows its place', () => {
    const text = 'mars -type:"far moon"  "red planet" x';
    expect(parseQuery(text).map(({ from, to }) => text.slice(from, to))).toEqual([
      'mars',
      '-type:"far moon"',
      '"red planet"',
      'x',
    ]);
  });

  test('only words that are wanted are plain', () => {
    expect(plainWords(parseQuery('red -moon type:concept "far side" planet'))).toBe('red planet');
  });
});

describe('changing it', () => {
  test.each([
    ['mars type:concept red', 1, 'mars red'],
    ['type:concept', 0, ''],
    ['"red planet" mars', 0, 'mars'],
    ['mars source:"a b"', 1, 'mars'],
  ])('%j without part %i is %j', (text, index, expected) => {
    const part = parseQuery(text)[index];
    expect(part && withoutPart(text, part)).toBe(expected);
  });

  test.each([
    ['mars ', 'Concept', 'mars type:Concept'],
    ['', 'Open Question', 'type:"Open Question"'],
  ])('%j with the type %j is %j', (text, value, expected) => {
    expect(withOperator(text, 'type', value)).toBe(expected);
  });

  test('an operator is read as written, with any value', () => {
    for (const value of ['planets', 'far side', 'sky/planets', '“Mars”', 'Mars (planet)'])
      expect(valuesMeant(parseQuery(operatorText('source', value))[0]?.text ?? '', [value, 'other'])).toEqual([value]);
  });
});

describe('the values meant', () => {
  const values = ['Concept', 'Conjecture', 'Entity', 'Größe', 'Open question', 'machine-confirmed'];
  test.each([
    ['concept', ['Concept']],
    ['CON', ['Concept', 'Conjecture']],
    ['groß', ['Größe']],
    ['grosse', ['Größe']],
    ['grö', ['Größe']],
    ['gro', ['Größe']],
    ['open-question', ['Open question']],
    ['machine confirmed', ['machine-confirmed']],
    ['planet', []],
    ['', []],
  ])('by %j are %j', (written, expected) => {
    expect(valuesMeant(written, values)).toEqual(expected);
  });
});
