/** Whatever a vault holds: nothing throws, order does not matter, every finding lies in its file, and what is repaired stays so. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/render/body/article-html.ts';
import type { RenderContext } from '../../src/render/context.ts';
import { articleJson } from '../../src/render/files/article-json.ts';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import { searchDocument } from '../../src/render/files/search-document.ts';
import { articlePage } from '../../src/render/pages/article-page.ts';
import { answerTo, settingsOf, watched } from '../../src/render/reads.ts';
import { linkWiki, type Wiki } from '../../src/wiki/link-wiki.ts';
import type { Article, Diagnostic } from '../../src/wiki/model.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { cases, timeout } from '../support/budget.ts';
import { contextOf, type Files, fileOf, findingsOf, pageOf, wikiOf } from '../support/wiki.ts';

const seed = 20_261_124;

const name = fc.constantFrom(
  'Mars',
  'mars',
  'Olympus Mons',
  'olympus-mons',
  'C',
  'C++',
  'C#',
  'Größe',
  '火星',
  'ModelSpec',
  'model spec',
  'index',
  'log',
  'a.b',
  'Node.js',
  '!',
  '',
);
const folder = fc.constantFrom('', 'concepts/', 'entities/', 'de/concepts/', 'raw/', 'x/y/');
const path = fc.tuple(folder, name).map(([place, each]) => `${place}${each || 'unnamed'}.md`);

const value = fc.oneof(
  fc.constantFrom(
    'Mars',
    '"Mars"',
    'Mars: red',
    '[red, cold',
    '[red, cold]',
    '[[Mars]], [[C]]',
    '"[[Mars|M]]"',
    'true',
    '1969',
    '2026-05-22',
    'soon',
    "'tis",
    '"half',
    '{ by: ada }',
    '- x',
    '|',
    '*a',
    '&a [*a]',
    '',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const key = fc.constantFrom(
  'title',
  'type',
  'summary',
  'aliases',
  'tags',
  'sources',
  'connections',
  'related',
  'updated',
  'status',
  'verified',
  'draft',
  'Up',
  'x y',
);
const property = fc.oneof(
  fc.tuple(key, value).map(([each, text]) => `${each}: ${text}`),
  fc
    .tuple(key, fc.array(value, { maxLength: 3 }))
    .map(([each, texts]) => `${each}:\n${texts.map((text) => `  - ${text}`).join('\n')}`),
  fc.constantFrom('\ttab: x', '-tag', '}}', '# note', '? ? ? a', 'a: b: c'),
);
const frontmatter = fc.oneof(
  { weight: 4, arbitrary: fc.array(property, { maxLength: 6 }).map((lines) => `---\n${lines.join('\n')}\n---\n`) },
  fc.array(property, { maxLength: 3 }).map((lines) => `\`\`\`yaml\n---\n${lines.join('\n')}\n---\n\`\`\`\n`),
  fc.array(property, { maxLength: 3 }).map((lines) => `---\n${lines.join('\n')}\n`),
  fc.constant(''),
);

const link = fc
  .tuple(
    fc.constantFrom('', '!'),
    name,
    fc.constantFrom('', '#Part', '#A#B', '#^b1', '#'),
    fc.constantFrom('', '|label', '\\|label', '|300'),
  )
  .map(([bang, target, anchor, label]) => `${bang}[[${target}${anchor}${label}]]`);
const block = fc.oneof(
  fc
    .array(
      fc.oneof(
        link,
        fc.constantFrom(
          'red',
          '**cold**',
          '`[[x]]`',
          '[M](Mars.md)',
          '[up](../../x.md)',
          '<b>x</b>',
          '<script>',
          '[^1]',
          '🪐',
          'é',
          '\u00A0',
          '==red',
          'cold==',
          '$x^2$',
          '$5',
          '\\(y\\)',
          '%%',
          '#planet/outer',
          '^b2',
          ':rocket:',
          '"so"',
          'H~2~O',
        ),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(' ')),
  fc.constantFrom(
    '# Mars',
    '## Part',
    '## A',
    '### B',
    '## Connections',
    '## Sources',
    '## Summary',
    '---',
    '> quote',
    '```\ncode',
    '^b1',
    '[^1]: [[Mars]]',
    '**Sources**: [[Mars]], x',
    '**Last updated**: 2026-05-22',
    '| a | b |\n| - | - |\n| [[Mars\\|m]] | 1 |',
    '| a | b |\n| - | - |\n| $\\|x\\|$ | ![[Mars\\|300]] |',
    '> [!note]- [[Mars]] title\n> ![[C]]\n> > [!bug]\n> > $$\n> > x\n> > $$',
    '> [!',
    '$$\n\\frac{1}{2}\n$$',
    '$$',
    '\\[\nx\n\\]',
    '```mermaid\nflowchart LR\n a --> b\n```',
    '```math\nx_\n```',
    '```js {1} title="a"\nconst a = 1;\n```',
    'Mars\n: red',
    '*[AU]: unit',
    '- item ^b3',
  ),
  link.map((each) => `- Part of: ${each} (note)`),
  link.map((each) => `- ${each} — gloss`),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);
const article = fc
  .tuple(frontmatter, fc.array(block, { maxLength: 8 }))
  .map(([head, blocks]) => `${head}${blocks.join('\n\n')}\n`.replace(/\r\n?/g, '\n'));
const vault = fc.dictionary(path, article, { maxKeys: 6 });

function isInside(
  { path: file, line, column, endLine = line, endColumn = column }: Diagnostic,
  files: Readonly<Record<string, string>>,
): boolean {
  const lines = (files[file] ?? '').split('\n');
  const width = (number: number): number => (lines[number - 1]?.length ?? -1) + 1;
  const isForward = endLine > line || (endLine === line && endColumn >= column);
  return line >= 1 && column >= 1 && column <= width(line) && endColumn >= 1 && endColumn <= width(endLine) && isForward;
}

const shown = (wiki: Wiki): unknown => ({
  findings: findingsOf(wiki),
  resolutions: [...wiki.resolutions].sort(([a], [b]) => (a < b ? -1 : 1)),
  backlinks: [...wiki.graph.backlinks].sort(([a], [b]) => (a < b ? -1 : 1)),
  wanted: wiki.graph.wanted,
});

describe('any vault', { timeout }, () => {
  test('can be read and rendered, and every finding is inside its file', () => {
    let findings = 0;
    fc.assert(
      fc.property(vault, (files) => {
        const found = findingsOf(wikiOf(files));
        findings += found.length;
        expect(found.filter((each) => !isInside(each, files))).toEqual([]);
        for (const [file, text] of Object.entries(files)) renderBody(parseArticle(fileOf(file, text)).tree);
      }),
      { numRuns: cases(300), seed },
    );
    expect(findings).toBeGreaterThan(500);
  });

  test('is the same for any order of its files', () => {
    fc.assert(
      fc.property(vault, fc.infiniteStream(fc.nat()), (files, numbers) => {
        const parsed = Object.entries(files).map(([file, text]) => parseArticle(fileOf(file, text)).article);
        const shuffled = parsed
          .map((each) => ({ each, at: numbers.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => each);
        expect(shown(linkWiki(shuffled, []))).toEqual(shown(linkWiki(parsed, [])));
      }),
      { numRuns: cases(150), seed },
    );
  });

  test('after an edit is the same wherever all its questions have the same answers', () => {
    let kept = 0;
    let made = 0;
    const allOf = (context: RenderContext, each: Article): string => {
      const page = articlePage(context, each, context.bodyOf(each.id));
      const document = searchDocument(context, each, page);
      return JSON.stringify([page, articleJson(context, each, page), markdownTwin(context, each), document]);
    };
    fc.assert(
      fc.property(vault, vault, (files, edits) => {
        const [before, after] = [
          contextOf(files),
          contextOf({ ...files, ...Object.fromEntries(Object.entries(edits).slice(0, 2)) }),
        ];
        if (settingsOf(before) !== settingsOf(after)) return;
        const { context, take } = watched(before);
        for (const { id } of before.wiki.articles) {
          const [own, later] = [context.wiki.byId.get(id), after.wiki.byId.get(id)];
          const shownBefore = own && allOf(context, own);
          const questions = take();
          const isSame = questions.every((each) => {
            const answer = answerTo(before, each);
            return answer !== undefined && answer === answerTo(after, each);
          });
          if (isSame) kept++;
          else made++;
          if (isSame) expect(later && allOf(after, later)).toBe(shownBefore);
        }
      }),
      { numRuns: cases(300), seed },
    );
    expect(kept).toBeGreaterThan(100);
    expect(made).toBeGreaterThan(100);
  });

  test('is exported so that it needs no more repairs, with the same meaning', () => {
    fc.assert(
      fc.property(vault, (files) => {
        const context = contextOf(files);
        for (const each of context.wiki.articles) {
          const { parsed } = each;
          const twin = parseArticle(
            fileOf(parsed.path, plainMarkdown(markdownTwin(context, each), files[parsed.path] ?? '')),
          ).article;
          expect(twin.diagnostics.filter(({ code }) => code.startsWith('frontmatter'))).toEqual([]);
          expect([twin.title, twin.properties.tags, twin.properties.updated]).toEqual([
            parsed.title,
            parsed.properties.tags,
            parsed.properties.updated,
          ]);
        }
      }),
      { numRuns: cases(200), seed },
    );
  });

  test('does not reveal a private article by a link to it', () => {
    const secret = { 'x/Zarquon.md': '---\ntitle: Vexilla\ndraft: true\n---\nText.\n' };
    const hidden = (text: string): string =>
      text.replace(/(\[\[)(?:Mars|C)(?=[\]|#\\])/g, '$1Vexilla').replaceAll('[M](Mars.md)', '[M](/x/Zarquon.md)');
    let links = 0;
    fc.assert(
      fc.property(vault, (generated) => {
        const entries = Object.entries(generated).map(([file, text]) => [file, hidden(text)] as const);
        const files: Files = { ...Object.fromEntries(entries), ...secret };
        const context = contextOf(files);
        for (const { id, parsed } of [...context.wiki.articles, ...context.wiki.pages]) {
          const article = context.wiki.byId.get(id);
          const text = files[parsed.path] ?? '';
          if (!article) continue;
          links += text.match(/Vexilla|Zarquon/g)?.length ?? 0;
          const page = JSON.stringify(pageOf(files, id)).replace(/<code[\s\S]*?<\/code>/g, '');
          // What is code in the text is code beside the page.
          const markdown = text.includes('```') ? '' : plainMarkdown(markdownTwin(context, article), files[parsed.path] ?? '');
          expect((page + markdown).match(/.{0,40}(?:Vexilla|Zarquon).{0,20}/gi) ?? []).toEqual([]);
        }
      }),
      { numRuns: cases(100), seed },
    );
    expect(links).toBeGreaterThan(50);
  });
});
