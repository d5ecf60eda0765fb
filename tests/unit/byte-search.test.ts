import { describe, expect, test } from 'vitest';
import { ByteSearch } from '../../src/publish/byte-search.ts';
import { randomFrom } from '../../src/wiki/graph/random.ts';

function found(texts: readonly string[], text: string, sample: readonly Uint8Array[] = []): string[] {
  const places: string[] = [];
  new ByteSearch(texts, sample).scan(Buffer.from(text), (index, offset) => places.push(`${texts[index]}@${offset}`));
  return places.sort();
}

describe('many texts are found at once', () => {
  test.each<[string, string[], string, string[]]>([
    ['at both ends', ['Mars', 'Jupiter moons'], 'Mars has no Jupiter moons', ['Jupiter moons@12', 'Mars@0']],
    ['in any case', ['PLANET'], 'a Planet', ['PLANET@2']],
    ['in each other', ['red planet', 'red planets', 'planets'], 'red planets', ['planets@4', 'red planet@0', 'red planets@0']],
    ['with letters of many bytes', ['Größe'], 'Die Größe', ['Größe@4']],
    ['but not when too short', ['ox', 'sun'], 'ox and sun', []],
    ['but not when like another', ['mars{'], 'mars[', []],
  ])('%s', (_, texts, text, places) => {
    expect(found(texts, text)).toEqual(places);
  });

  test('as one by one, whatever the sample', () => {
    const random = randomFrom(7);
    const letters = (length: number): string => Array.from({ length }, () => 'abc '[Math.floor(random() * 4)]).join('');
    for (let n = 0; n < 200; n++) {
      const text = letters(200);
      const texts = [...new Set(Array.from({ length: 8 }, () => letters(4 + Math.floor(random() * 10))))];
      const expected = texts.flatMap((each) =>
        Array.from({ length: text.length }, (_, at) => at).flatMap((at) => (text.startsWith(each, at) ? [`${each}@${at}`] : [])),
      );
      expect(found(texts, text, [Buffer.from(letters(100))])).toEqual(expected.sort());
    }
  });
});
