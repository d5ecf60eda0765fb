/** What a wiki adds of its own: links in the header, the order of panels, HTML around articles. */
import { describe, expect, test } from 'vitest';
import { slotsOf } from '../../src/render/body/slots.ts';
import { isFontStack, isLength } from '../../src/site/site-theme.ts';
import { contentSecurityPolicy } from '../../src/theme/policy.ts';
import { contextOf, english, pageOf } from '../support/wiki.ts';

const vault = {
  'concepts/Mars.md': '---\naliases: [The Red Planet]\n---\n\nRed.',
  'concepts/Venus.md': 'Bright, unlike [[Mars]].',
};

describe('nav', () => {
  test('leads to articles, pages of the site and addresses', () => {
    const nav = 'nav:\n  Start: "[[Mars]]"\n  Planet: the red planet\n  Kinds: /types/\n  Code: https://host.example/code\n';
    expect(contextOf(vault, nav, '/docs/').site.nav).toEqual([
      { label: 'Start', href: '/docs/concepts/mars/' },
      { label: 'Planet', href: '/docs/concepts/mars/' },
      { label: 'Kinds', href: '/docs/types/' },
      { label: 'Code', href: 'https://host.example/code' },
    ]);
  });

  test('leaves out what leads nowhere or runs code', () => {
    const nav =
      'nav:\n  Gone: Pluto\n  Bad: javascript:alert(1)\n  Other: //host.example/\n  Back: /\\host.example/\n  Tab: "/\\t/host.example/"\n';
    expect(contextOf(vault, nav).site.nav).toEqual([]);
  });
});

test('panels are shown in the order of the wiki, and those it does not name are not', () => {
  const shown = (config: string): readonly string[] => pageOf(vault, 'concepts/mars', config).panels.below;
  expect(shown('')).toEqual(['backlinks', 'related']);
  expect(shown('panels: [related, backlinks]\n')).toEqual(['related', 'backlinks']);
  expect(shown('panels: []\n')).toEqual([]);
});

describe('HTML around articles', () => {
  const slots = { head: '<meta name="x" content="y">', footer: '<p onclick="x()">CC BY</p><script>alert(1)</script>' };

  test('is sanitised, and the head is not used', () => {
    expect(slotsOf({ slots, isOwn: false }, english)).toEqual({ footer: '<p>CC BY</p>' });
  });

  test('is used as it is if the owner of the wiki wrote it', () => {
    expect(slotsOf({ slots, isOwn: true }, english)).toEqual(slots);
  });

  test('has its scripts and their hosts in the policy of a page, which then needs no Trusted Types', async () => {
    const html = '<script data-x>count()</script><script src="https://count.example/x.js"></script><style>p{}</style>';
    const policy = await contentSecurityPolicy({
      scripts: [],
      styles: [],
      draws: false,
      slots: [html],
      hosts: ['count.example'],
    });
    const hash = 'sha256-'.concat(await digest('count()'));
    expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' '${hash}' https://count.example;`);
    expect(policy).toContain("connect-src 'self' https://count.example;");
    expect(policy).toContain(`'sha256-${await digest('p{}')}'`);
    expect(policy).not.toContain('require-trusted-types-for');
  });
});

async function digest(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('base64');
}

test.each([
  ['Georgia, "Times New Roman", serif', true],
  ['look/Body.woff2', false],
  ['x; background: url(//host.example)', false],
  ['"', false],
  ['a, , b', false],
])('%j is a list of fonts: %j', (text, isStack) => {
  expect(isFontStack(text)).toBe(isStack);
});

test.each([
  ['42rem', true],
  ['60.5ch', true],
  ['100%', false],
  ['calc(1px)', false],
])('%j is a width: %j', (text, isWidth) => {
  expect(isLength(text)).toBe(isWidth);
});
