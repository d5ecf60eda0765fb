/** Text as the search engine indexes it: separate words, plain letters. `|` is a soft hyphen and a space, `'` a mark. */
import { describe, expect, test } from 'vitest';
import { asWritten, indexedText } from '../../src/shared/indexed-text.ts';
import { fold } from '../../src/shared/letters.ts';

const shown = (text: string): string => text.replaceAll('\u00AD ', '|').replaceAll('\u2063', "'");

test.each([
  ['机器学习。方法', '机器|学习。|方法'],
  ['GPT模型', 'GPT|模型'],
  ['東京都に住む', '東京|都|に|住む'],
  ['ภาษาไทย', 'ภาษา|ไทย'],
  ['月 亮', '月 亮'],
  ['Café-crème, naïve words', 'Café-crème, naïve words'],
  ['한국어 문장', '한국어 문장'],
  ['Złoty', "Zl'oty"],
  ['Straße 学习', "Strass'e 学习"],
  ['Ærø', "Ae''ro'"],
])('%s is indexed as %s', (text, expected) => {
  expect(shown(indexedText(text))).toBe(expected);
  expect(asWritten(indexedText(text))).toBe(text);
});

describe('letters that have no accent to drop', () => {
  const spelled: readonly [plain: string, words: string][] = [
    ['zloty', 'Złoty ZŁOTY'],
    ['smorrebrod', 'Smørrebrød SMØRREBRØD'],
    ['duong', 'Đường ĐƯỜNG'],
    ['fussweg', 'Fußweg FUẞWEG'],
    ['grosse', 'Größe GRÖSSE'],
    ['isi', 'ısı ISI İsi'],
    ['aeroskobing', 'Ærøskøbing ÆRØSKØBING'],
    ['oeuvre', 'Œuvre œuvre'],
    ['thor', 'Þór þór'],
    ['hedinn', 'Héðinn'],
    ['colegi', 'Coŀegi'],
    ['hobza', 'Ħobża'],
    ['eatnamat', 'Eatŋamat eatnamat'],
    ['wasser', 'Waſſer'],
    ['efficient', 'eﬃcient'],
    ['ai2026', 'ＡＩ２０２６'],
  ];
  test.each(spelled)('%s is what is typed for %s', (plain, words) => {
    for (const word of words.split(' ')) expect(fold(word)).toBe(plain);
  });

  test.each(['Außicht', 'Ausſicht', 'ſſ ß ss ẞ SS', 'fi ﬁ ﬀi ﬃ', 'Þþ Ðđð', 'Dž ǆ ǳ', 'sſt ﬅ ﬆ'])(
    '%s is read back as it was written',
    (text) => {
      expect(asWritten(indexedText(text))).toBe(text);
    },
  );

  test('an indexed word may be marked as found', () => {
    expect(asWritten(`<mark>${indexedText('Łódź')}</mark> i ${indexedText('æøå')}`)).toBe('<mark>Łódź</mark> i æøå');
  });

  test('the mark itself is never shown, nor read as one of ours', () => {
    expect(asWritten(indexedText('l\u2063 and \u2063'))).toBe('l and ');
  });
});
