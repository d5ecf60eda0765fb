import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import type { ArticleId, ParsedArticle } from '../../src/wiki/model.ts';
import { readFrontmatterBlock } from '../../src/wiki/parse/frontmatter/frontmatter-block.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { contextOf, fileOf, wikiOf } from '../support/wiki.ts';

const parse = (text: string, path = 'a.md'): ParsedArticle => parseArticle(fileOf(path, text)).article;
const toml = (lines: string): ParsedArticle => parse(`+++\n${lines}\n+++\nText.\n`);
const json = (lines: string): ParsedArticle => parse(`{\n${lines}\n}\nText.\n`);
/** Findings about the frontmatter, as `line:column code`. */
const found = ({ diagnostics }: ParsedArticle): string[] =>
  diagnostics.filter(({ code }) => code !== 'frontmatter-missing').map(({ code, line, column }) => `${line}:${column} ${code}`);

/** The same frontmatter in three languages. */
const same = {
  yaml: '---\nTitle: Mars\nkind: Entity\ndescription: The red one.\nalias: Ares\ntags: [red, Cold]\ndate: 2024-01-02\nlastmod: 2024-01-02T10:00:00-07:00\nstatus: draft\nmass: 0.1\nrelated: ["[[Venus]]"]\nconnections:\n  - orbits: "[[Sun]]"\nsources:\n  - { id: k, title: Harmonices, usage_count: 2 }\nverified: { by: ada, at: 2024-01-03 }\n---\nText.\n',
  toml: '+++\nTitle = "Mars"\nkind = \'Entity\'\ndescription = "The red one."\nalias = "Ares" # its name in Greece\ntags = [\n  "red",\n  "Cold",\n]\ndate = 2024-01-02\nlastmod = 2024-01-02T10:00:00-07:00\nstatus = "draft"\nmass = 0.1\nrelated = ["[[Venus]]"]\nconnections = [{ orbits = "[[Sun]]" }]\n\n[[sources]]\nid = "k"\ntitle = "Harmonices"\nusage_count = 2\n\n[verified]\nby = "ada"\nat = 2024-01-03\n+++\nText.\n',
  json: '{\n\t"Title": "Mars",\n\t"kind": "Entity",\n\t"description": "The red one.",\n\t"alias": "Ares",\n\t"tags": ["red", "Cold"],\n\t"date": "2024-01-02",\n\t"lastmod": "2024-01-02T10:00:00-07:00",\n\t"status": "draft",\n\t"mass": 0.1,\n\t"related": ["[[Venus]]"],\n\t"connections": [{ "orbits": "[[Sun]]" }],\n\t"sources": [{ "id": "k", "title": "Harmonices", "usage_count": 2 }],\n\t"verified": { "by": "ada", "at": "2024-01-03" }\n}\nText.\n',
};

test.each(['toml', 'json'] as const)('%s gives the same as YAML', (language) => {
  const facts = ({ properties, title, summary, links, connections, sources }: ParsedArticle): unknown => ({
    properties,
    title,
    summary,
    links: links.map(({ target, kind }) => [target, kind]),
    connections: connections.map(({ label, links: numbers }) => [label, numbers]),
    sources,
  });
  const article = parse(same[language]);
  expect(facts(article)).toEqual(facts(parse(same.yaml)));
  expect(found(article)).toEqual([]);
});

describe('a block is found', () => {
  test.each([
    ['TOML', '+++\ntitle = "Mars"\n+++\nText.\n'],
    ['with CRLF', '+++\r\ntitle = "Mars"\r\n+++\r\nText.\r\n'],
    ['with white space behind its marks', '+++  \ntitle = "Mars"\n+++\t\nText.\n'],
    ['in a named language', '+++toml\ntitle = "Mars"\n+++\nText.\n'],
    ['between dashes, in a named language', '---toml\ntitle = "Mars"\n\n[extra]\nx = 1\n---\nText.\n'],
    ['without a text', '+++\ntitle = "Mars"\n+++'],
    ['with blank lines and tables', '+++\n\n# Zola\ntitle = "Mars"\n\n\n[extra]\n\nx = 1\n\n+++\nText.\n'],
    ['that holds three pluses in a text', '+++\ntitle = "Mars"\nx = "+++"\n+++\nText.\n'],
    ['JSON', '{\n  "title": "Mars"\n}\nText.\n'],
    ['in one line', '{"title": "Mars", "x": {"y": ["}", 1]}}\nText.\n'],
    ['of JSON with CRLF', '{\r\n  "title": "Mars"\r\n}\r\nText.\r\n'],
    ['of JSON between dashes', '---json\n{\n  "title": "Mars"\n}\n---\nText.\n'],
    ['of JSON without braces', '---json\n"title": "Mars",\n"x": 1\n---\nText.\n'],
    ['of JSON between semicolons', ';;;\n"title": "Mars"\n;;;\nText.\n'],
  ])('%s', (_, text) => {
    const article = parse(text);
    expect([article.title, found(article)]).toEqual(['Mars', []]);
    expect(article.summary).toBe(text.includes('Text.') ? 'Text.' : '');
  });

  test.each([
    ['blank lines before it', '\n\n+++\ntitle = "Mars"\n+++\nText.\n', '1:1'],
    ['a longer closing line', '+++\ntitle = "Mars"\n++++\nText.\n', '3:1'],
    ['an indented closing line', '+++\ntitle = "Mars"\n  +++\nText.\n', '3:3'],
    ['another closing line', '+++\ntitle = "Mars"\n---\nText.\n', '3:1'],
    ['text glued to the closing line', '+++\ntitle = "Mars"\n+++Text.\n', '3:4'],
    ['no closing line', '+++\ntitle = "Mars"\ntags = [\n  "red",\n]\n\n[extra]\nx = 1\n\nText.\n', '1:1'],
    ['no closing line before a heading', '+++\ntitle = "Mars"\n\n# Mars\n\nText.\n', '1:1'],
    ['a later line of pluses', '+++\ntitle = "Mars"\n\nText.\n\n+++\n\nMore.\n', '1:1'],
    ['YAML in it', '+++\ntitle: Mars\ntags: [red]\n+++\nText.\n', '1:1'],
    ['dashes around TOML', '---\ntitle = "Mars"\n\n[extra]\nx = 1\n---\nText.\n', '1:1'],
    ['a code fence around it', '```toml\n+++\ntitle = "Mars"\n+++\n```\nText.\n', '1:1'],
    ['text glued to the last brace', '{\n  "title": "Mars"\n}Text.\n', '3:1'],
    ['no last dashes', '---json\n{\n  "title": "Mars"\n}\nText.\n', '1:1'],
  ])('with %s, and that is reported', (_, text, place) => {
    const article = parse(text);
    expect([article.title, article.summary, found(article)]).toEqual(['Mars', 'Text.', [`${place} frontmatter-repaired`]]);
  });

  test('a brace that is never closed ends with the last line of JSON', () => {
    const article = parse('{\n  "title": "Mars",\n  "tags": ["red"]\n\nText {of it}.\n');
    expect([article.title, article.properties.tags, article.summary]).toEqual(['Mars', ['red'], 'Text {of it}.']);
    expect(found(article)).toEqual(['1:1 frontmatter-repaired', '3:3 frontmatter-repaired']);
  });

  test('a byte order mark and CRLF are reported as before YAML', () => {
    const { article } = parseArticle({ ...fileOf('a.md', '+++\ntitle = "Mars"\n+++\n'), taken: ['bom', 'crlf'] });
    expect(article.diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'frontmatter-repaired warning',
      'frontmatter-repaired info',
    ]);
  });

  test.each([
    '+++\nA motto.\n+++\nText.\n',
    '+++\n\nProse with draft in it.\n\n+++\n',
    '+++ b/src/mars.c\n+x = 1\n',
    '++++\ntitle = "Mars"\n++++\n',
    '+++\nx is y\n',
    '```toml\ntitle = "Mars"\ntags = ["red"]\n```\n\nText.\n',
    '---\n\nProse = text\n\n---\n',
    '{{< toc >}}\n\nText.\n',
    '{ "a": 1 }\n\nText.\n',
    '{"title": "Mars"} is JSON.\n',
    '{title} is a placeholder.\n',
    '{not json: at all}\n\nText.\n',
    '[{"title": "Mars"}]\n',
    ';;; a comment of Lisp\n(title "Mars")\n;;;\n',
  ])('a text that only starts like one is text: %j', (text) => {
    expect([readFrontmatterBlock(text).isPresent, parse(text).properties.isPrivate]).toEqual([false, false]);
  });

  test('a block in a language that is not read is left out whole', () => {
    const article = parse('---js\ntitle = "Mars"\n---\nText.\n');
    expect([article.summary, found(article)]).toEqual(['Text.', ['1:1 frontmatter-invalid']]);
  });
});

describe('tables of generators', () => {
  const zola = toml(
    'title = "Mars"\n[taxonomies]\ntags = ["red"]\ncategories = ["planets"]\n[extra]\nupdated = 2024-01-02\nrelated = ["[[Venus]]"]\nmass = 0.1',
  );

  test('their keys about the article are read as its own, and the rest remains in them', () => {
    expect(zola.properties.tags).toEqual(['red']);
    expect(zola.properties.updated).toBe('2024-01-02');
    expect(zola.links.map(({ target }) => target)).toEqual(['Venus']);
    expect(zola.properties.extra).toEqual({ taxonomies: { categories: ['planets'] }, extra: { mass: 0.1 } });
  });

  test('keys of the article itself take precedence', () => {
    const article = toml('tags = ["own"]\ntype = "entity"\n[taxonomies]\ntags = ["red"]\n[params]\nkind = "x"');
    expect([article.properties.tags, article.properties.type]).toEqual([['own'], 'entity']);
    expect(article.properties.extra).toEqual({ taxonomies: { tags: ['red'] }, params: { kind: 'x' } });
  });

  test.each([
    ['TOML', '+++\ntitle = "Mars"\n[params]\nsummary = "Red."\n+++\n'],
    ['YAML', '---\ntitle: Mars\nparams:\n  summary: Red.\n---\n'],
    ['JSON', '{"title": "Mars", "params": {"summary": "Red."}}\n'],
  ])('in every language: %s', (_, text) => {
    const { summary, properties } = parse(text);
    expect([summary, properties.extra]).toEqual(['Red.', {}]);
  });

  test('a value of theirs is reported at its own place', () => {
    expect(found(toml('title = "Mars"\n[extra]\nupdated = "soon"'))).toEqual(['4:11 field-invalid']);
  });

  test.each([
    'draft = true',
    'private = true',
    'publish = false',
    'published = false',
    'visibility = "internal"',
    'draft = "perhaps"',
  ])('keep an article private, whatever it says itself: %s', (line) => {
    expect(toml(`draft = false\n[extra]\n${line}`).properties.isPrivate).toBe(true);
  });

  test('other tables keep their keys', () => {
    const article = toml('title = "Mars"\n[menu.main]\nweight = 3\ndraft = true\n[[resources]]\nsrc = "a.png"');
    expect(article.properties.isPrivate).toBe(false);
    expect(article.properties.extra).toEqual({ menu: { main: { weight: 3, draft: true } }, resources: [{ src: 'a.png' }] });
  });
});

describe('values', () => {
  test('dates are read as written', () => {
    const article = toml(
      'created = 2024-01-02\nupdated = 2024-01-02 10:00:00\nstart = 10:30:00\nseen = 2024-01-02T10:00:00.5+02:00',
    );
    expect([article.properties.created, article.properties.updated]).toEqual(['2024-01-02', '2024-01-02T10:00:00Z']);
    expect(article.properties.extra).toEqual({ start: '10:30:00', seen: '2024-01-02T10:00:00.5+02:00' });
  });

  test.each([
    ['1984', '1984'],
    ['1.10', '1.10'],
    ['1_000', '1000'],
    ['true', 'true'],
    ['inf', 'inf'],
    ['9007199254740993', '9007199254740993'],
  ])('a number or a truth is a title, as it is written: %s', (written, title) => {
    expect(toml(`title = ${written}`).title).toBe(title);
  });

  test('JSON keeps its numbers as written', () => {
    expect([json('"title": 1.10').title, json('"title": 12').title]).toEqual(['1.10', '12']);
  });

  test('texts may reach over lines, and hold signs of their own', () => {
    const article = toml('title = "A \\"red\\" \\u2642"\nsummary = """\nOne\ntwo: three = four"""\npath = \'C:\\new\'');
    expect([article.title, article.properties.summary, article.properties.extra]).toEqual([
      'A "red" ♂',
      'One\ntwo: three = four',
      { path: 'C:\\new' },
    ]);
    expect(json('"title": "\\ud83d\\ude80 \\/ \\"x\\""').title).toBe('🚀 / "x"');
  });

  test('keys that JavaScript knows are keys', () => {
    for (const article of [toml('constructor = 1\n__proto__ = 2'), json('"title": "x", "constructor": 1, "__proto__": 2')]) {
      expect(Object.keys(article.properties.extra).sort()).toEqual(['__proto__', 'constructor']);
      expect(({} as Record<string, unknown>)['constructor']).toBe(Object);
    }
  });

  test.each([
    ['TOML', '+++\ntitle = "Mars"\ntags = ["red", { x = 1 }]\nlang = "?"\n+++\n', ['3:8 field-invalid', '4:8 field-invalid']],
    ['JSON', '{\n  "title": "Mars",\n  "lang": "?"\n}\n', ['3:11 field-invalid']],
    ['a table of TOML', '+++\n[generated]\nat = "soon"\nby = "x"\n+++\n', ['3:6 field-invalid']],
  ])('a wrong value is reported at its own place: %s', (_, text, places) => {
    expect(found(parse(text))).toEqual(places);
  });

  test('values beyond all measure are left out, and cost nothing else', () => {
    const deep = toml(`title = "Mars"\nx = ${'['.repeat(80)}${']'.repeat(80)}`);
    expect([deep.summary, found(deep)]).toEqual(['Text.', ['2:1 frontmatter-invalid']]);
    expect(found(toml(`title = "Mars"\nx = ${'['.repeat(20_000)}`)).length).toBeGreaterThan(0);
    expect(found(toml(`x = "${'a'.repeat(260_000)}"\ntitle = "Mars"`))).toEqual(['2:1 frontmatter-invalid']);
  });
});

describe('broken TOML is repaired or left out line by line', () => {
  const rest = 'type = "entity"';
  test.each<[string, string, unknown, string[]]>([
    ['a text without quotes', 'title = Mars the planet # red', 'Mars the planet', ['2:1 frontmatter-repaired']],
    ['curly quotes', 'title = “Mars”', 'Mars', ['2:1 frontmatter-repaired']],
    ['a quote that is never closed', 'title = "Mars', 'Mars', ['2:1 frontmatter-repaired']],
    ['quotes within quotes', 'title = "The "red" planet"', 'The "red" planet', ['2:1 frontmatter-repaired']],
    ['a path of Windows', 'title = "C:\\planets\\mars"', 'C:\\planets\\mars', ['2:1 frontmatter-repaired']],
    ['a colon', 'title: Mars', 'Mars', ['2:1 frontmatter-repaired']],
    ['a colon and quotes', 'title: "Mars"', 'Mars', ['2:1 frontmatter-repaired']],
    ['a text of three quotes that is never closed', 'title = """\nMars', 'Mars', ['3:1 frontmatter-repaired']],
    ['a line that nobody understands', 'title = "Mars"\n}}}} {{', 'Mars', ['3:1 frontmatter-invalid']],
    ['words alone', 'title = "Mars"\nthis is nothing', 'Mars', ['3:1 frontmatter-invalid']],
    ['a key without a value', 'title = "Mars"\nsummary =', 'Mars', ['3:1 frontmatter-invalid']],
    ['a key given twice', 'title = "Ares"\ntitle = "Mars"', 'Mars', ['3:1 frontmatter-repaired']],
  ])('%s', (_, lines, title, reported) => {
    const article = toml(`${lines}\n${rest}`);
    expect([article.title, article.properties.type, article.summary, found(article)]).toEqual([
      title,
      'entity',
      'Text.',
      reported,
    ]);
  });

  test.each<[string, string, string[]]>([
    ['words without quotes', 'tags = [red, "cold"]', ['2:1 frontmatter-repaired']],
    ['no end', 'tags = ["red", "cold"', ['2:1 frontmatter-repaired']],
    ['no end, over lines', 'tags = [\n  "red",\n  "cold"\n', ['4:3 frontmatter-repaired']],
    ['no commas', 'tags = [\n  "red"\n  "cold"\n]', ['3:3 frontmatter-repaired']],
    ['a word without quotes in a line of its own', 'tags = [\n  red,\n  "cold",\n]', ['3:3 frontmatter-repaired']],
  ])('a list with %s', (_, lines, reported) => {
    const article = toml(`${lines}\n${rest}`);
    expect([article.properties.tags, article.properties.type, found(article)]).toEqual([['red', 'cold'], 'entity', reported]);
  });

  test('a key of several words, and a day as people write it', () => {
    const article = toml(`date modified = 2 Oct 2023\n${rest}`);
    expect([article.properties.updated, article.properties.type]).toEqual(['2023-10-02', 'entity']);
  });

  test('links without quotes', () => {
    const article = toml(`related = [[Venus]], [[Mars]]\nup = [[Sun]]\n${rest}`);
    expect(article.links.map(({ target }) => target)).toEqual(['Venus', 'Mars', 'Sun']);
  });

  test('a table that is never closed, or opened twice', () => {
    const article = toml(`${rest}\n[extra\nx = 1\n[extra]\ny = 2`);
    expect(article.properties.extra).toEqual({ extra: { x: 1, y: 2 } });
    expect(found(article)).toEqual(['3:1 frontmatter-repaired', '5:1 frontmatter-repaired']);
  });

  test('many faults', () => {
    const lines = Array.from({ length: 60 }, (_, n) => `k${n} = a word ${n}`).join('\n');
    const article = toml(`${lines}\ntitle = "Mars"`);
    expect([article.title, article.properties.extra['k59']]).toEqual(['Mars', 'a word 59']);
    expect(found(article)).toEqual(Array.from({ length: 60 }, (_, n) => `${n + 2}:1 frontmatter-repaired`));
  });
});

describe('broken JSON is repaired or left out line by line', () => {
  test.each<[string, string, string[]]>([
    ['a comma too few', '  "title": "Mars"\n  "type": "entity"', ['2:3 frontmatter-repaired']],
    ['a comma too many', '  "title": "Mars",\n  "type": "entity",', []],
    ['semicolons', '  "title": "Mars";\n  "type": "entity"', ['2:3 frontmatter-repaired']],
    [
      'a comment',
      '  // of Mars\n  "title": "Mars", /* red */\n  "type": "entity"',
      ['2:3 frontmatter-repaired', '3:3 frontmatter-repaired'],
    ],
    [
      'a comment over lines',
      '  "title": "Mars", /* red\n and cold */\n  "type": "entity"',
      ['2:3 frontmatter-repaired', '3:2 frontmatter-repaired'],
    ],
    ['keys without quotes', '  title: "Mars",\n  type: "entity"', ['2:3 frontmatter-repaired', '3:3 frontmatter-repaired']],
    ['single quotes', "  'title': 'Mars',\n  \"type\": 'entity'", ['2:3 frontmatter-repaired', '3:3 frontmatter-repaired']],
    ['words without quotes', '  "title": Mars,\n  "type": "entity"', ['2:3 frontmatter-repaired']],
    ['a quote that is never closed', '  "title": "Mars,\n  "type": "entity"', ['2:3 frontmatter-repaired']],
    ['a list that is never closed', '  "title": "Mars",\n  "tags": ["red",\n  "type": "entity"', ['3:3 frontmatter-repaired']],
    ['a line that nobody understands', '  "title": "Mars",\n  nothing at all\n  "type": "entity"', ['3:3 frontmatter-invalid']],
    ['a key given twice', '  "title": "Ares",\n  "title": "Mars",\n  "type": "entity"', ['3:3 frontmatter-repaired']],
  ])('%s', (_, lines, reported) => {
    const article = json(lines);
    expect([article.title, article.properties.type, article.summary, found(article)]).toEqual([
      'Mars',
      'entity',
      'Text.',
      reported,
    ]);
  });

  test('an unquoted address is one text', () => {
    expect(json('"title": "Mars",\n"url": https://mars.example/a').properties.resource).toBe('https://mars.example/a');
  });

  test('messages speak of JSON', () => {
    const article = json('  "title": "Mars"\n  "type": "entity",\n  x y z');
    expect(article.diagnostics.map(({ message }) => message).join(' ')).not.toMatch(/YAML|TOML/);
  });
});

describe('an article is private', () => {
  test.each([
    ['TOML', '+++\ntitle = "x"\ndraft = true\n+++\n'],
    ['TOML with a comment', '+++\ndraft = true # not yet\n+++\n'],
    ['a word of Python', '+++\ndraft = True\n+++\n'],
    ['a text', '+++\npublish = "no"\n+++\n'],
    ['a word without quotes', '+++\nprivate = yes\n+++\n'],
    ['a key in quotes', '+++\n"draft" = true\n+++\n'],
    ['a dotted key', '+++\nextra.draft = true\n+++\n'],
    ['a table in one line', '+++\ntitle = "x"\nextra = { draft = true }\n+++\n'],
    ['a line that is left out', '+++\ntitle = "x"\n}} {{\nprivate = = true\n+++\n'],
    ['a block that is never closed', '+++\ntitle = "x"\ndraft = true\n\nText.\n'],
    ['a line behind a doubtful end', '+++\ntitle = "x"\n\nSome prose.\n private = true\n\n+++\n'],
    ['YAML between pluses', '+++\ntitle: x\ndraft: true\n+++\n'],
    ['TOML between dashes', '---\ntitle = "x"\ndraft = true\n---\n'],
    ['TOML in a fence', '```toml\n+++\ntitle = "x"\ndraft = true\n+++\n```\n'],
    ['JSON', '{"title": "x", "draft": true}\n'],
    ['JSON that is broken', '{\n  "title": "x"\n  "draft": true,\n  ]]]\n}\n'],
    ['JSON that is never closed', '{\n  "title": "x",\n  "private": "yes"\n\nText.\n'],
    ['JSON in a named block', '---json\n{"visibility": "private"}\n---\n'],
    ['JSON between semicolons', ';;;\n"draft": true\n;;;\n'],
    ['JSON that is no frontmatter', '{ "x": 1, "draft": true ] }\n'],
  ])('%s', (_, text) => {
    expect(parse(text).properties.isPrivate).toBe(true);
  });

  test.each([
    ['TOML', '+++\ntitle = "x"\ndraft = false\npublish = 2024-01-02\n+++\n'],
    ['TOML with a fault', '+++\ntitle = x\ndraft = false\n+++\n'],
    ['JSON', '{"title": "x", "draft": false, "private": null}\n'],
    ['JSON with a fault', '{"title": "x" "draft": false}\n'],
    ['a table of something else', '+++\ntitle = "x"\n[build]\ndraft = true\n+++\n'],
  ])('and public in %s', (_, text) => {
    expect(parse(text).properties.isPrivate).toBe(false);
  });
});

describe('when a file is rewritten', () => {
  const twinOf = (text: string): string => {
    const context = contextOf({ 'a.md': text, 'Venus.md': '', 'Sun.md': '' });
    const article = context.wiki.byId.get('a' as ArticleId);
    return article ? plainMarkdown(markdownTwin(context, article), text) : '';
  };

  test.each(['toml', 'json'] as const)('the markdown beside a page is the same as of YAML: %s', (language) => {
    expect(twinOf(same[language])).toBe(twinOf(same.yaml));
  });

  test.each(['+++\ntitle = "Mars"\n}}}} {{\n+++\nText.\n', '{\n  "title": "Mars",\n  nothing at all\n}\nText.\n'])(
    'it keeps lines that could not be read: %j',
    (text) => {
      expect(twinOf(text)).toContain(
        `# not read: ${text
          .split('\n')
          .find((line) => /\}\}|nothing/.test(line))
          ?.trim()}\n`,
      );
      expect(twinOf(text)).not.toMatch(/\+\+\+|\n\{/);
    },
  );

  test.each([
    '+++\ntitle = "Of [[Venus]]"\nup = ["[[Venus]]"]\n[extra]\nsee = "[[Venus]]"\nsize = 1.10\n+++\nText.\n',
    '{\n  "title": "Of [[Venus]]",\n  "up": ["[[Venus]]"],\n  "extra": {"see": "[[Venus]]", "size": 1.10}\n}\nText.\n',
  ])('its links may be hidden: %j', (text) => {
    const hidden = [{ link: { target: 'Venus' }, instead: { target: 'Hesperus', shown: '…' } }];
    const { title, properties } = parseArticle(fileOf('a.md', text), { hidden }).article;
    expect([title, properties.extra]).toEqual(['Of …', { up: ['…'], extra: { see: '…', size: '1.10' } }]);
  });
});

test('the page of a folder and the home page may be in TOML or JSON', () => {
  const wiki = wikiOf({ 'index.md': '+++\ntitle = "Home"\n+++\n', 'moons/index.md': '{"title": "Moons"}\n', 'moons/io.md': '' });
  expect(wiki.pages.map(({ parsed }) => parsed.title)).toEqual(['Home', 'Moons']);
});

test('no text makes the readers throw, lose its body or take long', () => {
  const piece = fc.constantFrom(
    ...[
      '+++\n',
      '---\n',
      ';;;\n',
      '{',
      '}',
      '[',
      ']',
      '"',
      '"""',
      "'",
      ',',
      ':',
      '=',
      '#',
      '\n',
      '\n\n',
      '//',
      '/*',
      '*/',
      '\\',
      ' ',
    ],
    ...[
      'title',
      'draft',
      'true',
      '2024-01-02',
      '[extra]\n',
      'x = 1\n',
      '"title": "x"',
      'toml\n',
      'json\n',
      'Mars',
      '\u0000',
      '“',
    ],
  );
  const head = fc.constantFrom('+++\n', '---toml\n', '---json\n', '{', ';;;\n', '{\n"title": ', '+++\ntitle = ');
  fc.assert(
    fc.property(head, fc.array(piece, { maxLength: 40 }), (start, pieces) => {
      const text = `${start}${pieces.join('')}\n\nLast words.\n`;
      const block = readFrontmatterBlock(text);
      expect(block.bodyStart).toBeLessThanOrEqual(text.length);
      for (const { span } of block.problems)
        expect(span.start >= 0 && span.end <= text.length && span.start <= span.end).toBe(true);
      for (const key of Object.keys(block.data)) expect(block.spanOf([key]).end).toBeLessThanOrEqual(text.length);
      expect(() => parse(text)).not.toThrow();
    }),
    { numRuns: 400 },
  );
});

test('a long block with very many faults is read in time that grows with its length', () => {
  const started = performance.now();
  toml(Array.from({ length: 4000 }, (_, n) => `k${n} = [a, b`).join('\n'));
  json(Array.from({ length: 4000 }, (_, n) => `"k${n}": [a, b`).join('\n'));
  parse(`+++\ntitle = "Mars"\n${'x '.repeat(100_000)}`);
  parse(`{"title": "${'{'.repeat(100_000)}`);
  expect(performance.now() - started).toBeLessThan(8000);
});
