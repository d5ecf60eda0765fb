/** The families of OKF v0.2 that say where an article comes from, how far to trust it and how long; by section of the specification. */
import { describe, expect, test } from 'vitest';
import type { ArticlePage, Target } from '../../src/render/payloads.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { type Files, pageOf, problems, wikiOf } from '../support/wiki.ts';

const page = (yaml: string, others: Files = {}): ArticlePage => pageOf({ ...others, 'a.md': `---\n${yaml}\n---\nText.` }, 'a');

const titleOf = (target: Target | undefined): string =>
  target?.kind === 'article' ? target.title : target?.kind === 'missing' ? target.name : (target?.label ?? '');

describe('§5.1 sources', () => {
  const source = (yaml: string, others: Files = {}): unknown => {
    const [item] = page(yaml, others).sources.items;
    return item && { ...item, target: titleOf(item.target) };
  };

  test('credibility signals: who made it, when it changed, how often it was used, and within which window', () => {
    expect(
      source(
        'sources:\n  - { id: s, resource: "https://s.example", title: S, author: team:data, usage_count: 1240, last_modified: 2026-05-30 }\nusage_window: { from: 2026-04-01, to: 2026-06-30 }',
      ),
    ).toMatchObject({
      target: 'S',
      author: 'team:data',
      date: { iso: '2026-05-30' },
      usage: 'used 1,240 times, 1 April 2026 to 30 June 2026',
    });
  });

  test('the usage window of an entry overrides the shared one', () => {
    expect(
      source(
        'sources:\n  - { resource: x.pdf, usage_count: 1, usage_window: { from: 2026-05-01 } }\nusage_window: { to: 2026-06-30 }',
      ),
    ).toMatchObject({ usage: 'used 1 time since 1 May 2026' });
  });

  test('a source that is no longer used is marked as such', () => {
    expect(source('sources: [{ resource: x.pdf, usage_count: 0 }]')).toMatchObject({ usage: 'used 0 times' });
  });

  test('a scope that leads nowhere is shown as written', () => {
    const [item] = page('sources: [{ resource: all queries in project X, usage_count: 7 }]').sources.items;
    expect([item?.target, item?.text]).toEqual([undefined, 'all queries in project X']);
  });

  test('a source that is an article shows the trust of that article', () => {
    const others = { 'b.md': '---\ngenerated: { by: m/1 }\nstatus: deprecated\n---' };
    expect(source('sources: [{ resource: b.md }]', others)).toMatchObject({
      standing: { trust: 'unverified', status: 'deprecated' },
    });
  });

  test('unknown keys of an entry are shown, and invalid values are reported at their places', () => {
    const yaml =
      'type: concept\nsources:\n  - { title: S, page: 77, note: read in part }\n  - { title: T, usage_count: many, date: soon, author: { first: A } }';
    expect(page(yaml).sources.items.map(({ noteHtml }) => noteHtml)).toEqual([
      'page: 77; note: read in part',
      'date: soon; usage count: many',
    ]);
    expect(problems(wikiOf({ 'a.md': `---\n${yaml}\n---\nText.` }))).toEqual([
      'a.md:5:30 field-invalid',
      'a.md:5:42 field-invalid',
      'a.md:5:56 field-invalid',
    ]);
    expect(page('sources: [{ title: T, author: [Ada, Charles], usage_count: -4 }]').sources.items[0]).toMatchObject({
      author: 'Ada, Charles',
      noteHtml: 'usage count: -4',
    });
  });

  test('an invalid window is reported at its place and loses nothing', () => {
    const wiki = wikiOf({ 'a.md': '---\ntype: concept\nusage_window: { from: soon }\n---\nText.' });
    expect(problems(wiki)).toEqual(['a.md:3:23 field-invalid']);
    expect(wiki.articles[0]?.parsed.properties.extra).toEqual({ usage_window: { from: 'soon' } });
  });
});

describe('§5.1 lineage: credibility propagates along sources', () => {
  const unverified = '---\ntitle: Guess\ngenerated: { by: m/1 }\n---';
  const reviewed = '---\ntitle: Reviewed\ngenerated: { by: m/1 }\nverified: { by: "human:ada" }\nsources: [guess.md]\n---';
  const between = '---\ntitle: Between\nsources: [guess.md]\n---';
  const caveats = (files: Files, id = 'a'): string[] =>
    pageOf(files, id).article.caveats.map(
      ({ why, target, via }) => `${why} ${titleOf(target)}${via ? ` via ${titleOf(via)}` : ''}`,
    );

  test.each<[string, Files, string[]]>([
    ['an unverified source', { 'a.md': '---\nsources: [guess.md]\n---', 'guess.md': unverified }, ['unverified Guess']],
    [
      'what it is derived from',
      { 'a.md': '---\nconnections: [{ derived from: "[[guess]]" }]\n---', 'guess.md': unverified },
      ['unverified Guess'],
    ],
    [
      'a source of its source',
      { 'a.md': '---\nsources: [between.md]\n---', 'between.md': between, 'guess.md': unverified },
      ['unverified Guess via Between'],
    ],
    [
      'a deprecated source',
      { 'a.md': '---\nsources: [old.md]\n---', 'old.md': '---\ntitle: Old\nstatus: deprecated\n---' },
      ['deprecated Old'],
    ],
    [
      'nothing behind what a person has reviewed',
      { 'a.md': '---\nsources: [reviewed.md]\n---', 'reviewed.md': reviewed, 'guess.md': unverified },
      [],
    ],
    ['nothing where nobody keeps book of trust', { 'a.md': '---\nsources: [b.md]\n---', 'b.md': 'Text.' }, []],
    ['nothing for a link of the text', { 'a.md': '[[guess]]', 'guess.md': unverified }, []],
    [
      'nothing for what is derived from it',
      { 'a.md': '---\nconnections: [{ source of: "[[guess]]" }]\n---', 'guess.md': unverified },
      [],
    ],
  ])('%s', (_, files, expected) => {
    expect(caveats(files)).toEqual(expected);
  });

  test('a cycle is reported once and does not stop the propagation', () => {
    const files = {
      'a.md': '---\ntype: concept\ntitle: A\nsources: [b.md]\n---\nText.',
      'b.md': '---\ntype: concept\ntitle: B\nsources: [a.md]\ngenerated: { by: m/1 }\n---\nText.',
    };
    expect(caveats(files)).toEqual(['unverified B']);
    expect(caveats(files, 'b')).toEqual([]);
    expect(problems(wikiOf(files))).toEqual(['a.md:1:1 provenance-cycle']);
  });

  test('a long chain does not overflow the stack', () => {
    const length = 2_000;
    const chain = Object.fromEntries(
      Array.from({ length }, (_, n) => [`n${n}.md`, n === length - 1 ? unverified : `---\nsources: [n${n + 1}.md]\n---`]),
    );
    const { footing } = wikiOf(chain);
    expect(footing.size).toBe(length - 1);
    expect(footing.get('n0' as ArticleId)).toEqual([{ id: `n${length - 1}`, why: 'unverified', via: 'n1' }]);
  });
});

describe('§5.2 and §5.3 trust', () => {
  test('an article shows its author and its reviewers', () => {
    const { generatedBy, verifiedBy, trust } = page(
      'generated: { by: agent/2, at: 2026-06-20T22:53:05Z }\nverified:\n  - { by: "human:ada", at: 2026-06-25 }\n  - { by: "process:nightly" }',
    ).article;
    expect([generatedBy, verifiedBy, trust]).toEqual([
      'agent/2, 20 June 2026',
      ['ada, 25 June 2026', 'process:nightly'],
      'human-reviewed',
    ]);
  });

  test('a bare mapping is a list of one', () => {
    expect(page('verified: { by: "process:nightly" }').article.trust).toBe('machine-confirmed');
  });
});

describe('§5.4 status', () => {
  test('a deprecated article names its successor, whichever of the two states it', () => {
    const superseded = (files: Files): string[] => pageOf(files, 'old').article.supersededBy.map(titleOf);
    const old = '---\nstatus: deprecated\n---';
    expect(superseded({ 'old.md': '---\nstatus: deprecated\nsuperseded_by: "[[new]]"\n---', 'new.md': '# New' })).toEqual([
      'New',
    ]);
    expect(superseded({ 'old.md': old, 'new.md': '# New\n\n## Connections\n\n- Replaces: [[old]]\n' })).toEqual(['New']);
    expect(superseded({ 'old.md': '---\nstatus: deprecated\nreplaced by: "[[Unwritten]]"\n---' })).toEqual(['Unwritten']);
    expect(superseded({ 'old.md': old, 'new.md': '[[old]]' })).toEqual([]);
  });

  test('an unknown status is reported, and the article is stable', () => {
    const files = { 'a.md': '---\ntype: concept\nstatus: retired\n---\nText.' };
    expect(problems(wikiOf(files))).toEqual(['a.md:3:9 field-invalid']);
    expect(pageOf(files, 'a').article.status).toBe('stable');
  });
});

describe('§10 attested computations', () => {
  const yaml =
    'type: Attested Computation\nruntime: bigquery\nparameters:\n  - { name: year, type: integer, required: true }\nexecutor:\n  resource: skills/run.md\n  receipt: [job_id, result]\nattester:\n  resource: attesters/check.py';
  const files = { 'skills/run.md': '# Run it', 'attesters/check.py': 'print()' };

  test('§10.2: the contract has its own panel and is not repeated among the properties', () => {
    const { computation, properties } = pageOf(
      { ...files, 'a.md': `---\n${yaml}\nowner: ada\n---\n# Computation\n\n\`\`\`sql\nSELECT 1\n\`\`\`\n` },
      'a',
    );
    expect(properties.map(({ label }) => label)).toEqual(['Owner']);
    expect(computation).toMatchObject({
      runtime: { kind: 'text', parts: ['bigquery'] },
      parameters: {
        kind: 'table',
        columns: ['Name', 'Type', 'Required'],
        rows: [[{ parts: ['year'] }, { parts: ['integer'] }, { parts: ['true'] }]],
      },
      computation: { label: 'Computation', href: '#computation' },
      executor: {
        kind: 'map',
        entries: [
          { label: 'Resource', value: { parts: [{ kind: 'article', title: 'Run it' }] } },
          { label: 'Receipt', value: { kind: 'list', items: [{ parts: ['job_id'] }, { parts: ['result'] }] } },
        ],
      },
      attester: { entries: [{ value: { parts: [{ kind: 'external', href: '/attachments/attesters/check.py' }] } }] },
    });
  });

  test('§10.3: or a file contains the computation', () => {
    const { computation } = pageOf({ 'a.md': `---\n${yaml}\ncomputation: q.sql\n---`, 'q.sql': 'SELECT 1' }, 'a');
    expect(computation?.computation).toMatchObject({ value: { parts: [{ kind: 'external', label: 'q.sql' }] } });
  });

  test('an article of another type has none', () => {
    expect(page('type: Metric\nruntime: bigquery').computation).toBeUndefined();
  });
});

describe('§4.1 extensions: unknown keys are shown', () => {
  const shown = (yaml: string, others: Files = {}): unknown => page(yaml, others).properties;
  const text = (...parts: unknown[]): unknown => ({ kind: 'text', parts });

  test.each<[string, unknown]>([
    ['quality_score: 72', [{ label: 'Quality score', value: text('72') }]],
    ['tools: [a, b]', [{ label: 'Tools', value: { kind: 'list', items: [text('a'), text('b')] } }]],
    [
      'home: https://mars.example/',
      [{ label: 'Home', value: text({ kind: 'external', href: 'https://mars.example/', label: 'mars.example' }) }],
    ],
    ['empty: ""\nnone: null\nlist: []', []],
    ['cssclasses: [wide]', []],
    [
      'not:\n  - { term: a, why: b }\n  - { term: c, instead: d }',
      [
        {
          label: 'Not',
          value: {
            kind: 'table',
            columns: ['Term', 'Why', 'Instead'],
            rows: [
              [text('a'), text('b'), null],
              [text('c'), null, text('d')],
            ],
          },
        },
      ],
    ],
    [
      'deep: { a: { b: 1 } }',
      [
        {
          label: 'Deep',
          value: { kind: 'map', entries: [{ label: 'A', value: { kind: 'map', entries: [{ label: 'B', value: text('1') }] } }] },
        },
      ],
    ],
  ])('%s', (yaml, expected) => {
    expect(shown(yaml)).toEqual(expected);
  });

  test('with their links; a link to a private article reveals nothing', () => {
    const others = { 'b.md': '# Bee', 'secret.md': '---\ndraft: true\n---' };
    expect(shown('up: "see [[b]] and [[nobody]]"\nby: "[[secret]]"', others)).toMatchObject([
      { value: { parts: ['see ', { kind: 'article', title: 'Bee' }, ' and ', { kind: 'missing', name: 'nobody' }] } },
      { value: { parts: ['…'] } },
    ]);
  });

  test('a key that is the label of a relation and holds a link is a connection', () => {
    const files = { 'b.md': '# Bee' };
    const { properties, connections } = page('part_of: "[[b]]"\nuses: ["[[b]]", "[[c]]"]\nextends: 3', files);
    expect(properties.map(({ label }) => label)).toEqual(['Extends']);
    expect(connections.map(({ label, items }) => [label, items.flatMap(({ targets }) => targets.map(titleOf))])).toEqual([
      ['Part of', ['Bee']],
      ['Uses', ['Bee', 'c']],
    ]);
    const { graph } = wikiOf({ ...files, 'a.md': '---\npart_of: "[[b]]"\n---' });
    expect(graph.links).toEqual([{ from: 'a', to: 'b', kind: 'connection', relation: 'part-of', count: 1 }]);
  });
});
