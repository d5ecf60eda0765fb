import type { Page } from 'playwright-core';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { serve, temporaryVault } from '../support/site.ts';
import { launchChromium } from './chromium.ts';
import { readerOf } from './reader.ts';

const diagram = '```mermaid\ngantt\ntitle Transits\ndateFormat YYYY-MM-DD\nsection Venus\nIngress :a1, 2004-06-08, 3d\n```\n';
const content = temporaryVault({
  'index.md': '# Planets\n\nSee [[Mars]].\n',
  'concepts/Mars.md': '---\ntags: [rust]\n---\n\n# Mars\n\nRed, $E = mc^2$, see [[Venus]].\n\n```js\nconst moons = 2;\n```\n',
  'concepts/Menus.md':
    '# Menus\n\n```mermaid\nsequenceDiagram\nparticipant A\nA->>A: Greets\nlink A: Code @ https://host.example\n```\n',
  'concepts/Venus.md': `# Venus\n\nBright, unlike [[Mars]].\n\n${diagram}`,
});
afterAll(() => content.dispose());
const reader = readerOf(content.content);

/** Of the page's own: what its policy kept from running or loading. */
function violations(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const found: string[] = [];
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
          found.push(`${effectiveDirective} ${blockedURI}`),
        );
        setTimeout(resolve, 300, found);
      }),
  );
}

describe('the policy of a page', () => {
  // The reader wants an empty console after each, where Chromium names every violation.
  test.each(['', 'all/', 'tags/', 'types/', 'recent/', 'graph/', 'search/?q=mars', 'no-such-page/', 'concepts/mars/'])(
    'lets /%s work',
    async (path) => {
      const page = await reader.open(path);
      expect(await page.locator('meta[http-equiv=Content-Security-Policy]').count()).toBe(1);
      expect(await violations(page)).toEqual([]);
    },
  );

  test('lets search find', async () => {
    const page = await reader.open('search/?q=moons');
    await page.locator('.search-results a').first().waitFor();
    expect(await page.locator('.search-results a').first().textContent()).toContain('Mars');
  });

  test('lets mermaid draw', async () => {
    const page = await reader.open('concepts/venus/');
    await page.locator('.diagram-drawn svg').waitFor();
    expect(await page.locator('.diagram-drawn').textContent()).toContain('Ingress');
  });

  test('lets mermaid draw the menus of a sequence', async () => {
    const page = await reader.open('concepts/menus/');
    await page.locator('.diagram-drawn svg').waitFor();
    expect(await page.locator('.diagram-drawn').textContent()).toContain('Greets');
    expect(await page.locator('.diagram-drawn [onclick]').count()).toBe(0);
  });

  test('lets a preview show', async () => {
    const page = await reader.open('concepts/mars/');
    await page.locator(':is(.lead, .prose) a[href$="/venus/"]').first().hover();
    await page.getByText('Bright, unlike').first().waitFor();
  });

  test('keeps the styles that a stored colour scheme needs', async () => {
    const page = await reader.open('concepts/mars/');
    await page.evaluate(() => localStorage.setItem('scheme', 'dark'));
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset['scheme'])).toBe('dark');
  });
});

test.each(['concepts/mars/', 'concepts/venus/', 'search/?q=moons'])('no script makes HTML of text on /%s', async (path) => {
  // The reader would want an empty console.
  const { origin } = new URL((await reader.open('404.html')).url());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`${origin}/${path}`);
  const made = await page.evaluate(() => {
    try {
      document.createElement('p').innerHTML = '<img src=x onerror=alert(1)>';
      return 'made';
    } catch (error) {
      return String(error);
    }
  });
  expect(made).toContain('TrustedHTML');
});

test.each(['concepts/mars/', 'concepts/venus/', ''])('a script that got into /%s does not run', async (path) => {
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const asked: string[] = [];
  // What the policy stops, Chromium announces and never sends.
  page.on('requestfinished', (request) => asked.push(new URL(request.url()).hostname));
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'csp') asked.push(new URL(request.url()).hostname);
  });
  const known = await reader.open(path);
  await page.route(known.url(), async (route) => {
    const response = await route.fetch();
    const injected =
      '<script>window.probe = 1</script><img src=x onerror="window.probe = 2"><img src="https://elsewhere.example/x.png"><script src="https://elsewhere.example/x.js"></script><iframe srcdoc="<script>parent.probe = 3</script>"></iframe><svg onload="window.probe=4"></svg><base href="https://elsewhere.example/"><link rel=stylesheet href="https://elsewhere.example/x.css"><form id=f action="https://elsewhere.example/"></form>';
    await route.fulfill({ response, body: (await response.text()).replace('<main', `${injected}<main`) });
  });
  await page.goto(known.url(), { waitUntil: 'load' });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'javascript:window.probe = 5';
    document.body.append(link);
    link.click();
    (document.querySelector('#f') as HTMLFormElement).submit();
  });
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => (window as { probe?: number }).probe)).toBe(undefined);
  expect([...new Set(asked)]).toEqual([new URL(known.url()).hostname]);
});

test('dev loads a page again when its article changes', async () => {
  const vault = temporaryVault({ 'a.md': '# A\n\nBefore.\n' });
  onTestFinished(vault.dispose);
  const { url, stop } = await serve('dev', '--content', vault.content);
  onTestFinished(stop);
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(new URL('a/', url).href);
  await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
  await page.waitForTimeout(200);
  vault.write({ 'a.md': '# A\n\nAfterwards.\n' });
  await page.getByText('Afterwards.').waitFor({ timeout: 20_000 });
  expect(said).toEqual([]);
});
