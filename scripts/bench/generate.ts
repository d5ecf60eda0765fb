/** Generates a wiki of invented words: the same for a number of articles on every machine. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from '../../src/wiki/graph/random.ts';

const syllables =
  'ba be bi bo da de di do fa fe fo ga go ha he ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vo'.split(
    ' ',
  );
const common =
  'the of and a in to is that for as with by this from at an are which its into between when while each more than most may not has one two first other these through where also model method data result case form part order theory study system structure process value'.split(
    ' ',
  );
const folders = [
  { name: 'concepts', type: 'concept', share: 0.6 },
  { name: 'entities', type: 'entity', share: 0.25 },
  { name: 'sources', type: 'source', share: 0.15 },
] as const;
const relations = ['extends', 'part of', 'uses', 'contradicts', 'derived from'];

interface Planned {
  readonly title: string;
  readonly slug: string;
  readonly folder: (typeof folders)[number];
}

/**
 * Writes `count` articles of about 4.5 kB below `root`: frontmatter, a few sections, a dozen wikilinks each (some typed,
 * some to headings), lists, tables, code, footnotes. Most links lead to a few articles, as in real wikis (Zipf).
 */
export function generateWiki(count: number, root: string): void {
  const random = randomFrom(20_261_124);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const rare = Array.from({ length: 4000 }, () => Array.from({ length: between(2, 4) }, () => pick(syllables)).join(''));
  const word = (): string => (random() < 0.6 ? pick(common) : (rare[Math.floor(random() ** 2 * rare.length)] as string));
  const words = (length: number): string => Array.from({ length }, word).join(' ');
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

  const articles: Planned[] = [];
  const taken = new Set<string>();
  while (articles.length < count) {
    const title = Array.from({ length: between(2, 3) }, () => capital(pick(rare))).join(' ');
    const slug = title.toLowerCase().replaceAll(' ', '-');
    if (taken.has(slug)) continue;
    taken.add(slug);
    const roll = random();
    articles.push({ title, slug, folder: roll < 0.6 ? folders[0] : roll < 0.85 ? folders[1] : folders[2] });
  }
  const target = (): Planned => articles[Math.floor(random() ** 3 * count)] as Planned;
  const link = (): string => {
    const { slug, title } = target();
    const roll = random();
    if (roll < 0.4) return `[[${title}]]`;
    if (roll < 0.6) return `[[${slug}]]`;
    return roll < 0.9 ? `[[${slug}|${words(2)}]]` : `[[${title}#Overview]]`;
  };
  const sentence = (withLink: boolean): string => {
    const parts = [capital(words(between(4, 9)))];
    if (withLink) parts.push(link());
    const middle = words(between(3, 7));
    parts.push(random() < 0.15 ? `**${middle}**` : random() < 0.1 ? `\`${middle}\`` : middle);
    return `${parts.join(' ')}.`;
  };
  const paragraph = (links: number): string => Array.from({ length: between(3, 6) }, (_, at) => sentence(at < links)).join(' ');

  for (const { name } of folders) mkdirSync(join(root, name), { recursive: true });
  const tags = rare.slice(0, 60);
  for (const [index, { title, slug, folder }] of articles.entries()) {
    const sections = [`## Overview\n\n${paragraph(3)}\n\n${paragraph(2)}`];
    for (let at = 0; at < between(4, 6); at++) {
      const parts = [`${at % 3 === 2 ? '###' : '##'} ${capital(words(between(2, 4)))}`, paragraph(2), paragraph(1)];
      if (random() < 0.4) parts.push(Array.from({ length: between(3, 6) }, () => `- ${sentence(random() < 0.3)}`).join('\n'));
      if (random() < 0.15)
        parts.push(
          `| Name | Value |\n| --- | ---: |\n${Array.from({ length: 4 }, () => `| ${words(2)} | ${between(1, 999)} |`).join('\n')}`,
        );
      if (random() < 0.1) parts.push(`\`\`\`python\ndef ${word()}(x):\n    return x * ${between(2, 9)}\n\`\`\``);
      if (random() < 0.1) parts.push(`${sentence(false)}[^${at}]\n\n[^${at}]: ${sentence(true)}`);
      sections.push(parts.join('\n\n'));
    }
    sections.push(`## Connections\n\n- ${capital(pick(relations))}: [[${target().slug}]]\n- [[${target().slug}]] — ${words(5)}`);
    const frontmatter = [
      '---',
      `title: "${title}"`,
      `type: ${folder.type}`,
      `summary: "${capital(words(between(12, 22)))}."`,
      `tags: [${[...new Set([pick(tags), pick(tags), pick(tags)])].join(', ')}]`,
      'sources:',
      `  - "[[${target().slug}]]"`,
      `  - https://papers.example/${between(1, Math.max(10, count / 4))}`,
      `updated: 2026-${String(between(1, 11)).padStart(2, '0')}-${String(between(1, 28)).padStart(2, '0')}`,
      '---',
    ];
    writeFileSync(join(root, folder.name, `${slug}.md`), `${frontmatter.join('\n')}\n\n${sections.join('\n\n')}\n`);
    if (index === 0) writeFileSync(join(root, 'index.md'), `# A generated wiki\n\n${paragraph(3)}\n`);
  }
}
