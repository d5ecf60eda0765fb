/** Two versions of a text, as a reader sees them changed. */
import { expect, test } from 'vitest';
import { compareProse, shortened } from '../../src/render/changes/compare-prose.ts';
import type { SlotFiller } from '../../src/render/print/printer.ts';
import { print, printingFor } from '../../src/render/print/printer.ts';
import type { Prose, ProseElement } from '../../src/render/print/prose.ts';

const filler = { isMixed: false } as SlotFiller;
const p = (...content: Prose): ProseElement => ['p', null, content];
const li = (...content: Prose): ProseElement => ['li', null, content];
const html = (prose: Prose): string => print(prose, filler, printingFor());

function compared(before: Prose, after: Prose): string | undefined {
  const change = compareProse(before, after, 10_000);
  return change && html(change.prose);
}

test('words that differ are marked, with the space between them', () => {
  expect(compared([p('Mars is a red planet.')], [p('Mars is the fourth planet.')])).toBe(
    '<p class="changed">Mars is <del>a red</del><ins>the fourth</ins> planet.</p>',
  );
});

test('marks of the text stay around the words', () => {
  const before = [p('Mars is ', ['em', null, ['very red']], ' at dusk.')];
  const after = [p('Mars is ', ['em', null, ['rather red']], ' at dusk.')];
  expect(compared(before, after)).toBe(
    '<p class="changed">Mars is <em><del>very</del></em><em><ins>rather</ins></em><em> red</em> at dusk.</p>',
  );
});

test('a link with another target is a change, though its words are the same', () => {
  const link = (title: string): ProseElement => ['span', { class: 'link', title }, ['Phobos']];
  expect(compared([p('See ', link('a'), ' now.')], [p('See ', link('b'), ' now.')])).toContain(
    '<span class="link" title="a"><del>Phobos</del></span><span class="link" title="b"><ins>Phobos</ins></span>',
  );
});

test('blocks that are new or gone are shown whole, and what stays the same is counted', () => {
  const same = ['One stays.', 'Two stays.', 'Three stays.', 'Four stays.'].map((text) => p(text));
  const change = compareProse([...same, p('Pluto is a planet.')], [p('Ceres is a dwarf.'), ...same], 10_000);
  expect(change).toMatchObject({ added: 1, removed: 1, changed: 0 });
  expect(html(change?.prose ?? [])).toBe(
    '<p class="ins"><ins>Ceres is a dwarf.</ins></p><p>One stays.</p><p class="gap">2 blocks unchanged</p><p>Four stays.</p><p class="del"><del>Pluto is a planet.</del></p>',
  );
});

test('the heading above a change is shown', () => {
  const section: Prose = [['h4', null, ['Moons']], p('Two moons.'), p('Both are small.'), p('Both are dark.')];
  expect(compared([...section, p('Phobos is near.')], [...section, p('Phobos is very near.')])).toMatch(
    /^<h4>Moons<\/h4><p class="gap">2 blocks unchanged<\/p><p>Both are dark\.<\/p><p class="changed">/,
  );
});

test('items of a list are compared one by one, and keep their numbers', () => {
  const names = ['Mercury', 'Venus', 'Earth', 'Mars'].map((name) => li(name));
  expect(compared([['ol', null, names]], [['ol', null, [...names, li('Jupiter')]]])).toBe(
    '<ol><li class="gap">3 blocks unchanged</li><li value="4">Mars</li><li class="ins" value="5"><ins>Jupiter</ins></li></ol>',
  );
});

test('rows of a table are compared cell by cell', () => {
  const row = (...cells: string[]): ProseElement => ['tr', null, cells.map((cell): ProseElement => ['td', null, [cell]])];
  const table = (...rows: ProseElement[]): Prose => [['table', null, [['tbody', null, rows]]]];
  expect(compared(table(row('Mars', 'two moons')), table(row('Mars', 'three moons')))).toBe(
    '<table><tbody><tr><td>Mars</td><td class="changed"><del>two</del><ins>three</ins> moons</td></tr></tbody></table>',
  );
});

test('code is compared line by line', () => {
  const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`);
  const changed = [...lines.slice(0, 8), 'the last line'];
  expect(compared([['pre', null, [lines.join('\n')]]], [['pre', null, [changed.join('\n')]]])).toBe(
    '<pre class="changed"><span class="gap">5 lines unchanged</span>\nline 5\nline 6\nline 7\n<del>line 8</del>\n<ins>the last line</ins>\n</pre>',
  );
});

test('citations that were only numbered anew are no change', () => {
  const cited = (number: string): Prose => [p('Red.', ['sup', { class: 'citation', title: 'Survey' }, [number]])];
  expect(compared(cited('[1]'), cited('[2]'))).toBeUndefined();
});

test('a text that says the same in other white space is no change', () => {
  expect(compared([p('Mars is\nred.')], [p('Mars is red.')])).toBeUndefined();
});

test('what does not fit is counted', () => {
  const many = Array.from({ length: 50 }, (_, index) => p(`Paragraph ${index} of a long text.`));
  expect(html(compareProse([], many, 200)?.prose ?? [])).toMatch(/<p class="gap">47 more changes, not shown<\/p>$/);
  expect(html(shortened(many, 200))).toMatch(/<p class="gap">\d+ more blocks, not shown<\/p>$/);
});

test('text of an article stays text', () => {
  expect(compared([p('a')], [p('a <img src=x onerror=alert(1)>')])).not.toContain('<img');
});
