import { describe, expect, test } from 'vitest';
import { brokenLinks, filesOf } from '../support/crawl.ts';
import { vaultOf } from '../support/site.ts';

const fence = (text: string): string => `\n\`\`\`mermaid\n${text}\n\`\`\`\n`;
const pie = fence('pie\n"Horrocks" : 1');
const flow = fence('flowchart LR\nA --> B');

const mermaidFiles = (out: string): string[] => filesOf(out).filter((path) => path.startsWith('mermaid/'));

describe("mermaid's files", () => {
  test('are published only where a page has a diagram for the browser', async () => {
    const vault = vaultOf({ 'transit.md': `# Transit\n${flow}` });
    await vault.build();
    expect(vault.read('transit/index.html')).toContain('<svg role="img"');
    expect(mermaidFiles(vault.out)).toEqual([]);

    vault.write({ 'orbit.md': `# Orbit\n${pie}` });
    await vault.build('--base', '/docs/');
    const [, address = ''] = /data-mermaid="\/docs\/([^"]+)"/.exec(vault.read('orbit/index.html')) ?? [];
    expect(mermaidFiles(vault.out)).toContain(address);
    expect(mermaidFiles(vault.out).length).toBeGreaterThan(50);
    expect(mermaidFiles(vault.out).some((path) => path.endsWith('/LICENSE'))).toBe(true);
    expect(brokenLinks(vault.out, '/docs/')).toEqual([]);

    vault.remove('orbit.md');
    await vault.build('--base', '/docs/');
    expect(mermaidFiles(vault.out)).toEqual([]);
  });

  test('are not published if only a private article has such a diagram', async () => {
    const vault = vaultOf({ 'open.md': 'Text.', 'draft.md': `---\nprivate: true\n---\n${pie}` });
    await vault.build();
    expect(mermaidFiles(vault.out)).toEqual([]);
  });
});

test('an article that is shown in another, twice, brings its diagrams, and no id is there twice', async () => {
  const vault = vaultOf({ 'a.md': `# A\n${pie}${flow}`, 'b.md': '# B\n\n![[a]]\n\n![[a]]\n' });
  await vault.build();
  const page = vault.read('b/index.html');
  expect(page.split('data-mermaid="/mermaid/').length - 1).toBe(2);
  expect(page.split('<svg role="img"').length - 1).toBe(2);
  const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test('the text of a diagram is neither a comment nor a link', async () => {
  const text = 'flowchart LR\n%% [[nowhere]] %%\nA[[Venus]] --> B[[nowhere]]\n%% over and out';
  const vault = vaultOf({ 'a.md': `# A\n${fence(text)}` });
  await vault.build();
  expect(vault.read('a/index.html')).toContain('%% [[nowhere]] %%\nA[[Venus]]');
  expect((await vault.check()).stdout).not.toMatch(/link-missing/);
});

test('a diagram that cannot be read is reported at its place in the file, and shown as its source', async () => {
  const vault = vaultOf({
    'a.md': '---\ntitle: A\n---\n\n- A list\n\n  ```mermaid\n  sequenceDiagram\n  A->>B: hi\n  A=>>B\n  ```\n',
  });
  const { stdout } = await vault.check();
  expect(stdout).toMatch(/^a\.md:10:5 {2}warning {2}The diagram cannot be drawn: Unexpected `>`\. +diagram-invalid/m);
  await vault.build();
  expect(vault.read('a/index.html')).toContain('<code class="language-mermaid">sequenceDiagram');
  expect(vault.read('a/index.html')).not.toContain('data-mermaid');
});

test('HTML of an article cannot say where mermaid is loaded from', async () => {
  const vault = vaultOf({
    'a.md': '<figure class="diagram" data-mermaid="https://example.org/x.mjs"><pre><code>pie</code></pre></figure>\n',
  });
  await vault.build();
  expect(vault.read('a/index.html')).not.toContain('data-mermaid');
});
