/** Measures what each construct of markdown costs: the same wiki is built with and without it. */
import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { generateWiki } from './generate.ts';
import { measure } from './measure.ts';

/** A construct that every article contains. */
interface Feature {
  readonly name: string;
  /** Number of them in each article. */
  readonly holds: string;
  /** Text at the end of article number `index`; no two are the same. */
  readonly text: (index: number) => string;
  /** For `sourcebook.yaml`. */
  readonly config?: string;
  /** Files beside the articles. */
  readonly files?: (content: string, articles: number) => Promise<void>;
}

const paragraph = (index: number): string => `Passage ${index} of the planet across the disc of the star, seen at ${index} h.`;

const features: readonly Feature[] = [
  {
    name: 'plain paragraphs',
    holds: '4 of 75 characters',
    text: (n) => [0, 1, 2, 3].map((k) => paragraph(4 * n + k)).join('\n\n'),
  },
  {
    name: 'tables',
    holds: '1 of 10 rows',
    text: (n) =>
      `| a | b | c |\n| - | - | - |\n${Array.from({ length: 10 }, (_, k) => `| ${n} | ${k} | x${n * k} |`).join('\n')}`,
  },
  {
    name: 'footnotes',
    holds: '3',
    text: (n) => [0, 1, 2].map((k) => `Claim ${n}.[^f${k}]\n\n[^f${k}]: Note ${n} ${k}.`).join('\n\n'),
  },
  {
    name: 'callouts',
    holds: '3, one folded',
    text: (n) =>
      ['note', 'warning', 'faq'].map((kind) => `> [!${kind}]${kind === 'faq' ? '-' : ''} ${n}\n> ${paragraph(n)}`).join('\n\n'),
  },
  { name: 'highlights', holds: '5', text: (n) => `A ==word ${n}==, `.repeat(5) },
  { name: 'comments', holds: '3', text: (n) => `Seen %%hidden ${n}%% here. `.repeat(3) },
  { name: 'tags in the body', holds: '3', text: (n) => `#bench/t${n % 50} #bench/u${n % 20} #other` },
  {
    name: 'code',
    holds: '3 blocks of 12 lines',
    text: (n) =>
      ['ts', 'python', 'sh']
        .map((lang) => `\`\`\`${lang}\n${Array.from({ length: 12 }, (_, k) => lineOf(lang, n * 12 + k)).join('\n')}\n\`\`\``)
        .join('\n\n'),
  },
  {
    name: 'formulas',
    holds: '8 in lines, 2 by themselves',
    text: (n) =>
      `${Array.from({ length: 8 }, (_, k) => `Let $x_{${n}} = \\frac{${k}}{y^2}$.`).join(' ')}\n\n` +
      `$$\\sum_{k=0}^{${n}} \\alpha_k x^k$$\n\n$$\\int_0^{${n}} f(t)\\,dt$$`,
  },
  {
    name: 'diagrams',
    holds: '1 flowchart of 8 nodes',
    text: (n) =>
      `\`\`\`mermaid\nflowchart TD\n${Array.from({ length: 7 }, (_, k) => `  a${k}[Step ${k} of ${n}] --> a${k + 1}[Step ${k + 1}]`).join('\n')}\n\`\`\``,
  },
  { name: 'embeds of sections', holds: '1', text: () => '![[index#A generated wiki]]' },
  {
    name: 'images',
    holds: '1 in every 10 articles, 1600 × 1000',
    text: (n) => (n % 10 === 0 ? `![Picture ${n}](../pictures/${n}.jpg)` : ''),
    files: writePictures,
  },
  {
    name: 'syntax on request',
    holds: 'all five',
    text: (n) => `Term ${n}\n: Meaning ${n}\n\nH~2~O and 10^${n}^ -- "so"... :rocket: HTML\n\n*[HTML]: Hyper Text`,
    config:
      'markdown: { definitionLists: true, subscript: true, superscript: true, smartPunctuation: true, emoji: true, abbreviations: true }\n',
  },
];

function lineOf(lang: string, n: number): string {
  if (lang === 'python') return n % 3 === 0 ? `def step_${n}(x: int) -> int:` : `    return x * ${n}  # "${n}"`;
  if (lang === 'sh') return `for f in *.md; do echo "$f ${n}" | grep -c '^#'; done`;
  return `export const v${n}: Map<string, number> = new Map([['k${n}', ${n}]]); // ${n}`;
}

/** Pictures that compress like photographs: blurred noise. */
async function writePictures(content: string, articles: number): Promise<void> {
  mkdirSync(join(content, 'pictures'), { recursive: true });
  for (let n = 0; n < articles; n += 10) {
    const noise = sharp({
      create: {
        width: 400,
        height: 250,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 60 + (n % 30) },
      },
    });
    await sharp(await noise.blur(4).png().toBuffer())
      .resize(1600, 1000)
      .jpeg({ quality: 85 })
      .toFile(join(content, 'pictures', `${n}.jpg`));
  }
}

/** Number of builds of each wiki, each next to one without the construct. The median difference counts. */
const repeats = 3;

/**
 * A table of the processor seconds that each construct adds to a cold build.
 *
 * @param launcher the command
 * @param folder folder for the wikis and sites
 */
export async function measureFeatures(launcher: string, folder: string, articles: number): Promise<string> {
  const base = join(folder, 'base');
  generateWiki(articles, base);
  const secondsOf = async (content: string): Promise<number> => {
    const out = `${content}-dist`;
    const { cpuSeconds, seconds } = await measure(process.execPath, [
      launcher,
      'build',
      '--content',
      content,
      '--out',
      out,
      '--force',
    ]);
    rmSync(out, { recursive: true });
    return cpuSeconds ?? seconds;
  };
  const without: number[] = [];
  const addedBy = async (content: string): Promise<number> => {
    const differences: number[] = [];
    for (let at = 0; at < repeats; at++) {
      const plain = await secondsOf(base);
      without.push(plain);
      differences.push((await secondsOf(content)) - plain);
    }
    return middleOf(differences);
  };
  const rows = [
    ['construct', 'each article holds', 'adds s of CPU', 'ms an article', 'share of the build'],
    ['---', '---', '---:', '---:', '---:'],
  ];
  for (const feature of features) {
    console.error(`${feature.name} …`);
    const content = join(folder, 'feature');
    cpSync(base, content, { recursive: true });
    let index = 0;
    for (const name of ['concepts', 'entities', 'sources'].flatMap((each) => pathsIn(content, each)))
      appendFileSync(name, `\n## Feature\n\n${feature.text(index++)}\n`);
    if (feature.config !== undefined) writeFileSync(join(content, 'sourcebook.yaml'), feature.config);
    await feature.files?.(content, articles);
    const added = await addedBy(content);
    rmSync(content, { recursive: true });
    const share = added / (middleOf(without) + added);
    rows.push([
      feature.name,
      feature.holds,
      added.toFixed(2),
      ((added * 1000) / articles).toFixed(2),
      `${(share * 100).toFixed(0)} %`,
    ]);
  }
  const rest = middleOf(without);
  rows.push(['**all else**', '4.5 kB of text', rest.toFixed(2), ((rest * 1000) / articles).toFixed(2), '']);
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function pathsIn(content: string, folder: string): string[] {
  return readdirSync(join(content, folder))
    .sort()
    .map((name) => join(content, folder, name));
}
