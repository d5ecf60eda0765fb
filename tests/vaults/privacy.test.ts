import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenLinks, filesOf } from '../support/crawl.ts';
import { textOf, type Vault, vaultOf } from '../support/site.ts';

/** An article whose every name is a word that nothing else says. */
const secret = {
  'hidden/Zarquon Vexilla.md':
    '---\ntitle: Quibblefax Norn\naliases: [Mumpsimus]\ntags: [borborygm]\ndraft: true\n---\n\n# Part\n\nUltracrepid [[Open]]. ^vexilla\n\n## Connections\n\n- Uses: [[Open]] (sialoquent)\n',
};
const secretWords = /zarquon|vexilla|quibblefax|norn\b|mumpsimus|ultracrepid|borborygm|sialoquent/i;

const links: Readonly<Record<string, string>> = {
  title: '[[Quibblefax Norn]]',
  'file name': '[[Zarquon Vexilla]]',
  alias: '[[Mumpsimus]]',
  path: '[[hidden/zarquon-vexilla.md]]',
  anchor: '[[ZarquonVexilla#Part]]',
  embed: '![[Mumpsimus]]',
  'embed of a section': '![[Zarquon_Vexilla#Part]]',
  'embed of a block': '![[hidden/Zarquon Vexilla#^vexilla]]',
  labelled: '[[Mumpsimus|the plan]]',
  markdown: '[the plan](hidden/Zarquon%20Vexilla.md#part)',
  'in pointed brackets': '[the plan](</hidden/Zarquon Vexilla.md> "Mumpsimus")',
  image: '![the plan](hidden/Zarquon%20Vexilla.md)',
};

/** Links that stand in a body alone. */
const bodyLinks: Readonly<Record<string, string>> = {
  reference: '[the plan][ref]\n\n[ref]: hidden/Zarquon%20Vexilla.md "Mumpsimus"\n',
  'short reference': '[the plan]\n\n[the plan]: <hidden/Zarquon Vexilla.md>\n',
  'named reference': '[the plan][mumpsimus]\n\n[Mumpsimus]: hidden/Zarquon%20Vexilla.md\n',
  html: '<a href="hidden/Zarquon%20Vexilla.md" title="[[Mumpsimus]]">the plan</a>',
  'html without quotes': "<a href=hidden/Zarquon%20Vexilla.md>the plan</a> <a href='/hidden/Zarquon Vexilla'>it</a>",
  'html with entities': '<a href="hidden/Zarquon&#32;Vexilla&#46;md">the plan</a>',
  picture: '<img src="hidden/Zarquon%20Vexilla.md" alt="see [[Mumpsimus]]">',
  'list of pictures': '<picture><source srcset="map.png 1x, hidden/Zarquon%20Vexilla.md 2x"><img src="map.png" alt=""></picture>',
};

const front = (yaml: string): string => `---\n${yaml}\n---\n\nText with [[Open]].\n`;
const quoted = (link: string, around = 'x'): string => JSON.stringify(around.replace('x', link));

const places: Readonly<Record<string, (link: string) => string>> = {
  'first heading': (link) => `# About ${link} and more\n\nText.\n`,
  'first heading alone': (link) => `# ${link}\n\nText.\n`,
  'second heading': (link) => `# Planets\n\nText.\n\n## Of ${link}\n\nText.\n\n## More\n\n[[#More]]\n`,
  paragraph: (link) => `See ${link} and [[Open]].\n`,
  'line of its own': (link) =>
    `Text with [[Open]].\n\n${link}\n\n- ${link}\n\nWords:\n${link}\nand words. ^own\n\n| a |\n| - |\n| ${link} |\n\n## Part\n\n> ${link} ^quoted\n`,
  'first words': (link) => `${link} is next to [[Open]]. More of it.\n`,
  list: (link) => `Text.\n\n- one ${link}\n  - two **${link}**\n- [ ] three ${link}\n`,
  quote: (link) => `Text.\n\n> one ${link}\n> two\n>\n> > [!note] ${link}\n`,
  note: (link) =>
    `# A ^[of ${link}]\n\nText.^[See ${link} there.] More ^[*so* **${link}** ^[in ${link}] \`a\`, ${link}], [see^[${link} there]](https://a.example)\n\n## H ^[of ${link} too]\n\n- [ ] item^[see ${link}]\n\n| a^[see ${link}] |\n| - |\n\n> [!note] T^[see ${link}]\n\n[^1]: Loose ^[see ${link}].\n\n## Connections ^[see ${link}]\n\n- Extends^[see ${link}]: [[Open]]\n`,
  'removed element': (link) =>
    `Text <template>${link}</template> and [[Open]].\n\n<style>\n${link}\n</style>\n\n<video src="x.mp4">${link}</video> words\n`,
  footnote: (link) => `Text.[^1]\n\n[^1]: See ${link}.\n`,
  claims: (link) => `Text (source: ${link}). More.^[${link}] And (sources: ${link}; [[Open]]).\n`,
  'claims out of place': (link) =>
    `# A (source: ${link})\n\nText.[^1] [see (source: ${link}) it](https://a.example) (sources: [[Open]], ${link}) ^[[[Open]] ${link}]\n\n## H ^[${link}]\n\nText.\n\n[^1]: foot (source: ${link}; [[Open]])\n`,
  'source of a claim': (link) =>
    `---\nsources:\n  - { id: s, resource: ${quoted(link)} }\n---\n\nText.[^s] More.[^src-t]\n\n[^s]: By ${link}.\n[^src-t]: ${link}, p. 3\n`,
  'work of a source': (link) =>
    front(`type: source\nauthor: ${quoted(link)}\nyear: 1906\njournal: ${quoted(link, 'Of x')}\npublisher: ${quoted(link)}`),
  computation: (link) =>
    front(
      `type: Attested Computation\nruntime: ${quoted(link)}\nparameters: [{ name: ${quoted(link)} }]\nexecutor: { resource: ${quoted(link)} }`,
    ),
  toml: (link) =>
    `+++\ntitle = ${quoted(link, 'Of x')}\ncreated = ${quoted(link)}\nup = ${quoted(link)}\nrelated = [${quoted(link)}, "[[Open]]"]\nsources = [${quoted(link)}]\n\n[extra]\nsee = ${quoted(link, 'of x')}\nsummary = ${quoted(link)}\n+++\n\nText with [[Open]].\n`,
  'broken toml': (link) =>
    `+++\ntitle = Of ${link} and\nup = ${link}\nrelated = [${link}, ${quoted(link)}\n${link} is ${link}\ntags = ["a"]\n+++\n\nText with [[Open]].\n`,
  json: (link) =>
    `{\n  "title": ${quoted(link, 'Of x')},\n  "created": ${quoted(link)},\n  "up": ${quoted(link)},\n  "related": [${quoted(link)}, "[[Open]]"],\n  "sources": [{ "id": "s", "resource": ${quoted(link)} }],\n  "extra": { "see": ${quoted(link, 'of x')} }\n}\n\nText with [[Open]].\n`,
  'broken json': (link) =>
    `{\n  "title": ${quoted(link, 'Of x')}\n  "up": '${link}', // ${link}\n  ${link}\n  "tags": ["a"]\n}\n\nText with [[Open]].\n`,
  dates: (link) => front(`created: ${quoted(link)}\nlastmod: ${quoted(link)}\npublished: ${quoted(link)}`),
  'alternative text': (link) => `Text. ![a map of ${link}](map.png)\n`,
  'label of a link': (link) => `Text. [see ${link} there](Open.md) and [see ${link}](https://a.example).\n`,
  'title of a link': (link) =>
    `Text. [there](Open.md "${link.replaceAll('"', "'")}") [far](https://a.example "${link.replaceAll('"', "'")}")\n`,
  attribute: (link) => `Text.\n\n<div title="${link.replaceAll('"', "'")}">\n\nText\n\n</div>\n`,
  'block of html': (link) => `Text.\n\n<div>\n${link}\n</div>\n`,
  'html comment': (link) => `Text.\n\n> <!--\n> ${link}\n> -->\n\n%% ${link} %%\n`,
  'summary section': (link) => `## Summary\n\nIt is ${link} that counts.\n\n## More\n\nText.\n`,
  'summary line': (link) => `# A\n\n**Summary**: It is ${link} that counts.\n\nText.\n`,
  'sources line': (link) => `# A\n\n**Sources**: ${link}, [[Open]]\n**Related**: ${link}\n\nText.\n`,
  'note of a connection': (link) =>
    `Text.\n\n## Connections\n\n- Extends: [[Open]] (see ${link})\n- [[Open]] — as ${link} says\n`,
  'label of a connection': (link) => `Text.\n\n## Connections\n\n- After ${link}: [[Open]]\n`,
  'target of a connection': (link) => `Text.\n\n## Connections\n\n- Extends: ${link}, [[Open]] (both)\n- ${link}\n`,
  'sources section': (link) => `Text.\n\n## Sources\n\n- ${link}\n- Told by ${link}\n`,
  'property title': (link) => front(`title: ${quoted(link, 'About x')}`),
  'property summary': (link) => front(`summary: ${quoted(link, 'It is x that counts.')}`),
  'folded summary': (link) => front(`summary: >\n  It is ${link}\n  that counts.\ntype: concept`),
  aliases: (link) => front(`aliases: [${quoted(link)}, ${quoted(link, 'Of x')}]`),
  tags: (link) => front(`tags: [${quoted(link)}, sky]`),
  type: (link) => front(`type: ${quoted(link)}`),
  'lists of types and statuses': (link) =>
    front(
      `type: [${quoted(link)}, book]\nstatus: [${quoted(link)}, ${quoted(link, 'of x')}]\ncategories: [${quoted(link)}]\nimage: [${quoted(link)}]\nlang: [${quoted(link)}]`,
    ),
  'title alone': (link) => front(`title: [${quoted(link)}]\ncategories: ${quoted(link)}`),
  'unknown key': (link) => front(`up: ${quoted(link)}\ndeep: [{ of: ${quoted(link, 'say x!')} }]\n${quoted(link)}: 1`),
  'related property': (link) => front(`related: [${quoted(link)}, "[[Open]]"]`),
  'connections property': (link) => front(`connections:\n  - extends: ${quoted(link)}\n  - ${quoted(link, 'as x')}: "[[Open]]"`),
  'sources property': (link) =>
    front(
      `sources:\n  - ${quoted(link)}\n  - ${quoted(link, 'see x, page 3')}\n  - { id: s, title: The plan, resource: ${quoted(link)} }`,
    ),
  resource: (link) => front(`resource: ${quoted(link)}\nconfidence: ${quoted(link)}`),
  stamps: (link) => front(`generated: { by: ${quoted(link)} }\nverified: [{ by: ${quoted(link)}, at: 2026-05-01 }]`),
  'table header': (link) => `| ${link} | b |\n| - | - |\n| c | **${link}** |\n`,
  'heading with an id': (link) => `# A\n\nText.\n\n## Of ${link} ^of\n\nText. [[#^of]]\n`,
  'underlined heading': (link) => `Text.\n\nOf ${link} there\n---\n\nMore of it.\n`,
  'second title': (link) => `# A\n\nText.\n\n# Of ${link}\n\nMore.\n`,
  emphasis: (link) => `Text ***${link}*** ~~${link}~~ ==${link}== and _${link}_.\n`,
  'folded callout': (link) => `Text.\n\n> [!warning]- Of ${link}\n> See ${link}.\n> - [ ] ${link}\n`,
  'folded html': (link) => `Text.\n\n<details><summary>Of ${link}</summary>\n\nText ${link}.\n\n</details>\n`,
  'cells of html': (link) => `Text.\n\n<table><tr><td>${link}</td></tr></table>\n`,
  'title of a picture': (link) => `Text.\n\n![map](map.png "of ${link.replaceAll('"', "'")}")\n`,
  'long footnote': (link) => `Text.[^a]\n\n[^a]: One ${link}.\n\n    Two ${link}.\n\n    - three ${link}\n`,
  abbreviation: (link) => `The ABC counts.\n\n*[ABC]: ${link}\n`,
  'text over lines': (link) => front(`description: |\n  One ${link}\n\n  Two ${link}\nsource: ${quoted(link)}`),
  'comment of yaml': (link) => front(`title: A # ${link}\n# ${link}\ntags: [x]`),
  'remark of a source': (link) =>
    front(`sources:\n  - { id: s, title: ${quoted(link, 'Of x')}, note: ${quoted(link, 'see x')}, author: ${quoted(link)} }`),
  permalink: (link) => front(`permalink: ${quoted(link)}\nslug: ${quoted(link)}`),
  'a line that cannot be read': (link) => front(`title: A\n}} ${link} {{\ntags: [x]`),
};

const others: Readonly<Record<string, string>> = {
  'paths in values': front(
    'rel: hidden/Zarquon Vexilla.md\nsee: /hidden/zarquon-vexilla\nsources:\n  - hidden/Zarquon Vexilla.md\n  - "hidden/Zarquon Vexilla.md:12-20"\n  - see hidden/zarquon-vexilla.md, page 3\n  - Open.md, hidden/Zarquon Vexilla.md\n  - Mumpsimus\nrelated:\n  - Quibblefax Norn\n  - hidden/Zarquon Vexilla.md\nconnections:\n  extends: Mumpsimus',
  ),
  'without quotes': front('related: [[Mumpsimus]]\nup: [[Quibblefax Norn]]\nsources: [[Mumpsimus]], [[Open]]'),
  'paths in lines': '# A\n\n**Sources**: Open.md, hidden/Zarquon Vexilla.md; Mumpsimus\n\nText.\n',
  'paths in claims':
    'Text (source: hidden/Zarquon Vexilla.md, p. 3). More.^[hidden/Zarquon Vexilla.md:42-58] And (source: Mumpsimus).\n',
  'paths out of place':
    '# A (source: hidden/Zarquon-Vexilla.md)\n\nText.[^1] (sources: [[Open]]; hidden/Zarquon Vexilla.md) ^[[[Open]] hidden/Zarquon-Vexilla.md]\n\n## H ^[hidden/Zarquon Vexilla.md:4]\n\nText.\n\n## Sources\n\n- hidden/Zarquon-Vexilla.md\n\n[^1]: foot (source: hidden/Zarquon Vexilla.md)\n',
  'paths in contracts': front(
    'type: Attested Computation\ncomputation: hidden/Zarquon Vexilla.md\nexecutor: { resource: hidden/Zarquon Vexilla.md }\nsuperseded_by: "[[Mumpsimus]]"',
  ),
  'paths in a list of lines': '# A\n\n- **Sources**: hidden/Zarquon Vexilla.md, x\n\nText.\n',
  'a table': '| a | b |\n| - | - |\n| [[Mumpsimus\\|the plan]] | [[Quibblefax Norn]] |\n',
  'too deep to parse': `[[Mumpsimus]] ${'['.repeat(30_000)}`,
};

const slugOf = (text: string): string => text.replace(/\W+/g, '-');

/** One article for each place and link, and some that link to them by the names that they withhold. */
function vaultOfLeaks(): Record<string, string> {
  const files: Record<string, string> = { ...secret, 'Open.md': '# Open\n\nText.\n', 'map.png': 'map' };
  for (const [place, text] of Object.entries(places)) {
    for (const [syntax, link] of Object.entries(links)) files[`x-${slugOf(place)}-${slugOf(syntax)}.md`] = text(link);
  }
  for (const [syntax, link] of Object.entries(bodyLinks)) files[`y-${slugOf(syntax)}.md`] = `# A\n\nText.\n\n${link}\n`;
  for (const [name, text] of Object.entries(others)) files[`z-${slugOf(name)}.md`] = text;
  // Embeds of all of them, and of parts.
  for (const place of Object.keys(places))
    files[`v-embeds-${slugOf(place)}.md`] = Object.keys(links)
      .map((syntax) => `Text.\n\n![[x-${slugOf(place)}-${slugOf(syntax)}]]\n`)
      .join('\n');
  files['v-parts.md'] =
    '![[x-line-of-its-own-embed#Part]]\n\n![[x-line-of-its-own-embed#^own]]\n\n![[x-line-of-its-own-embed#^quoted]]\n\n![[x-second-heading-alias#Of Mumpsimus]]\n\n![](x-second-heading-alias.md#of-mumpsimus)\n\n![[About Zarquon Vexilla and more]]\n\n![[w-names#On About Mumpsimus and more]]\n';
  files['log.md'] =
    '# Log\n\n## [2026-05-24] ingest ^[hidden/zarquon-vexilla.md:3]\n\nText (source: hidden/Zarquon Vexilla.md).\n\n## [2026-05-22] ingest | [[Mumpsimus]] and [[Open]]\n\n## 2026-05-23\n\n* **Update**: [[Quibblefax Norn]]\n';
  files['index.md'] = '# Start at [[Mumpsimus]]\n\nThen [[Quibblefax Norn]].\n';
  files['folder/index.md'] = '# [[Mumpsimus]]\n\n[[Open]]\n';
  // By a title, an alias and headings that hold the name.
  files['w-names.md'] =
    'See [[About Zarquon Vexilla and more]], [[About Mumpsimus and more]], [[x-second-heading-alias#Of Mumpsimus]], [it](x-second-heading-alias.md#of-mumpsimus), [[w-more]].\n\n## On [[About Mumpsimus and more]]\n';
  files['w-more.md'] = front(
    'title: "W [[Mumpsimus]]"\nrelated: ["About Mumpsimus and more"]\nup: "[[w-names#On About Mumpsimus and more]]"',
  );
  return files;
}

/** Where a built site says one of the words. */
function leaksOf(vault: Vault): string[] {
  return filesOf(vault.out).flatMap((path) => {
    const text = readFileSync(join(vault.out, path), 'latin1');
    const at = secretWords.exec(text)?.index;
    return at === undefined ? (secretWords.test(path) ? [path] : []) : [`${path}: ${text.slice(Math.max(0, at - 60), at + 40)}`];
  });
}

describe('a private article', () => {
  test('is revealed by no link to it, in any syntax and at any place', async () => {
    const vault = vaultOf(vaultOfLeaks());
    const { code, stdout } = await vault.build();
    expect(code).toBe(0);
    expect(stdout).toContain(`Built ${Object.keys(vaultOfLeaks()).length - 5} articles`);
    expect(leaksOf(vault)).toEqual([]);
    expect(brokenLinks(vault.out)).toEqual([]);
    const page = (id: string): string => vault.read(`${id}/index.html`);
    expect(textOf(page('x-first-heading-alias'))).toContain('About … and more');
    expect(page('x-paragraph-alias')).toMatch(/See <a class="missing"[^>]*>…<\/a> and <a class="internal"/);
    for (const labelled of ['labelled', 'markdown', 'in-pointed-brackets'])
      expect(page(`x-paragraph-${labelled}`)).toMatch(/<a class="missing"[^>]*>the plan<\/a>/);
    for (const id of ['y-reference', 'y-short-reference', 'y-named-reference'])
      expect(page(id)).toMatch(/<a class="missing"[^>]*>the plan<\/a>/);
    expect(page('w-names')).toMatch(/<a class="internal" href="\/x-first-heading-file-name\/"[^>]*>About … and more<\/a>/);
    expect(page('w-names')).toContain('href="/x-second-heading-alias/#of-');
    expect(page('x-line-of-its-own-embed').match(/<p class="embed-instead"><a class="missing"[^>]*>…<\/a><\/p>/g)).toHaveLength(
      5,
    );
    expect(page('v-embeds-paragraph').match(/<figure class="embed"/g)).toHaveLength(Object.keys(links).length);
    expect(page('v-parts').match(/<figure class="embed"/g)).toHaveLength(7);
  }, 120_000);

  test('is found by its authors, where they wrote of it', async () => {
    const vault = vaultOf({ ...secret, 'a.md': '---\ntitle: A\n---\n\nSee [[Mumpsimus]].\n' });
    expect((await vault.check()).stdout).toContain('a.md:5:5  warning  `Mumpsimus` is private');
  });

  test('is published with --drafts, and every link to it', async () => {
    const vault = vaultOf({ ...secret, 'a.md': '# About [[Mumpsimus]]\n\nSee [[Mumpsimus]].\n' });
    await vault.build('--drafts');
    expect(vault.read('a/index.html')).toContain('About Mumpsimus');
  });
});

test('the name of a private article is kept as part of other words', async () => {
  const vault = vaultOf({
    'a/concept.md': '---\ndraft: true\ntitle: Mars\n---\nHidden.\n',
    'b.md':
      '---\ntype: concept\ntitle: Concepts of Mars\ntags: [mars, concept]\nsummary: What the concept of Mars is.\nsources: ["Marsden (1990). The concept"]\nup: "[[Mars]]"\ncode: 007\n---\n\n# Concepts of Mars\n\nThe concept of Mars, `[[Mars]]`, see [[Mars]] and [[Marsh]] and \\[[Mars]].\n\n```\n[[concept]] a/concept.md\n```\n\nProse of a/concept.md.\n',
    'marsh.md': '# Marsh\n\nA concept.\n',
  });
  await vault.build();
  const markdown = vault.read('b.md');
  expect(markdown).toContain('type: concept\n');
  expect(markdown).toContain('title: Concepts of Mars\n');
  expect(markdown).toContain('summary: What the concept of Mars is.\n');
  expect(markdown).toMatch(/tags:\n {2}- mars\n {2}- concept\n/);
  expect(markdown).toContain('up: …\n');
  expect(markdown).toMatch(/code: "?007"?\n/);
  expect(markdown).toContain('The concept of Mars, `[[Mars]]`, see … and [Marsh](/marsh/) and \\[[Mars]].');
  expect(markdown).toContain('```\n[[concept]] a/concept.md\n```\n\nProse of a/concept.md.');
  const page = vault.read('b/index.html');
  expect(textOf(page)).toContain('Concepts of Mars');
  expect(page).toContain('<code>[[Mars]]</code>');
  expect(page).toContain('Marsden (1990). The concept');
});

test.each([
  ['signs alone', 'a/+++.md', '---\ndraft: true\n---\n', '[[+++]]', '+++'],
  ['a sign of an emoji', 'x.md', '---\ntitle: "🦓🦓"\nprivate: true\n---\n', '[[🦓🦓]]', '🦓🦓'],
  ['a folder', 'zebras/index.md', '---\ndraft: true\n---\n', '[[zebras]]', 'zebras'],
  ['a name with a hash', 'Zebra#.md', '---\ndraft: true\n---\n', '[[Zebra#]]', 'Zebra'],
  ['a name with brackets', 'a/Zebra [1].md', '---\ndraft: true\n---\n', '[[Zebra [1]]]', 'Zebra'],
  ['a name that starts with brackets', 'a/[1] Zebra.md', '---\ndraft: true\n---\n', '[[[1] Zebra]]', 'Zebra'],
  ['a name with code', 'x.md', '---\ntitle: The `zebra` plan\ndraft: true\n---\n', '[[The `zebra` plan]]', 'zebra'],
  ['a labelled name', 'Zebra.md', '---\ndraft: true\n---\n', '[[Zebra|`the` plan]]', 'Zebra'],
  ['a heading with code', 'Zebra.md', '---\ndraft: true\n---\n\n## Run `it`\n', '[[Zebra#Run `it`]]', 'Zebra'],
  ['a heading with an id', 'Zebra.md', '---\ndraft: true\n---\n\n## Run ^zebra-id\n', '[[Zebra#^zebra-id]]', 'ebra'],
  ['the destination of a link', 'Zebra.md', '---\ndraft: true\n---\n', '[the plan]([[Zebra]])', 'Zebra'],
  ['a number in a name', 'Zebra #42.md', '---\ndraft: true\n---\n', '[[Zebra #42]]', 'Zebra'],
  ['a permalink', 'x.md', '---\npermalink: zebra-crossing\ndraft: true\n---\n', '[[zebra-crossing]]', 'zebra'],
])('a private article is not revealed by %s', async (_, path, text, link, word) => {
  const vault = vaultOf({
    [path]: text,
    'Open.md': `---\nsummary: ${quoted(link, 'It is x.')}\n---\n\n# About ${link}\n\n![a map of ${link}](map.png)\n`,
    'map.png': 'map',
  });
  await vault.build();
  const files = filesOf(vault.out).filter((each) => /^(?:open|graph|all|index)\b/.test(each));
  expect(files.filter((each) => vault.read(each).includes(word))).toEqual([]);
  expect(files).toContain('open.md');
});

test('a private name is not revealed by a definition, or by a link to a heading that contains it', async () => {
  const vault = vaultOf({
    'Zebra.md': '---\ndraft: true\n---\n',
    'w.md': '# W\n\nText, [see][w].\n\n[w]: [[Zebra]]\n',
    'v.md': '# V\n\nText.\n\n[v]: [[Zebra]]\n',
    'h.md': '# H\n\nText.\n\n## See [[Zebra|the plan]] first\n\nText.\n',
    'l.md':
      '# L\n\n[[h#See Zebra the plan first]] [[h#See [the plan] first]] ![[h#See Zebra the plan first]]\n\n![[h#See Zebra the plan first]]\n',
  });
  await vault.build();
  const files = filesOf(vault.out).filter((each) => /\.(?:html|md|json)$/.test(each));
  expect(files.filter((each) => vault.read(each).includes('Zebra'))).toEqual([]);
  expect(vault.read('w/index.html')).toMatch(/Text, <a class="missing"[^>]*>see<\/a>\./);
  expect(vault.read('l/index.html')).toContain('href="/h/#see-the-plan-first"');
});
