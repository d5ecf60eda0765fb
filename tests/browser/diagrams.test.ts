import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryVault } from '../support/site.ts';
import { axeFaults } from './faults.ts';
import { readerOf } from './reader.ts';

const fence = (text: string): string => `\`\`\`mermaid\n${text}\n\`\`\`\n`;
const lines = Array.from({ length: 80 }, (_, index) => `Paragraph ${index} of the way down.\n`).join('\n');
const flow = fence(
  'flowchart LR\nobserve[Observe] --> sky{Clear sky?}\nsky -->|yes| record([Record the time])\nsky -->|no| wait[Wait]',
);
const gantt = fence(
  'gantt\ntitle Transits\ndateFormat YYYY-MM-DD\nsection Venus\nIngress :a1, 2004-06-08, 3d\nEgress :crit, after a1, 5d',
);
const styled = fence('flowchart LR\nA:::hot --> B[A label]\nclassDef hot fill:#ffe0b0');
const content = temporaryVault({
  'flow.md': `# Flow\n\n${flow}`,
  'gantt.md': `# Gantt\n\n${gantt}`,
  'styled.md': `# Styled\n\n${styled}`,
  'far.md': `# Far\n\n${lines}\n\n${gantt}`,
});
afterAll(() => content.dispose());
const reader = readerOf(content.content);

function requestsFor(page: Page): string[] {
  const found: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/mermaid/')) found.push(request.url());
  });
  return found;
}

/** The least contrast of a label with the fill behind it, as WCAG reckons it, and of an edge with the page. */
function contrasts(page: Page): Promise<{ label: number; edge: number }> {
  return page.evaluate(() => {
    const luminance = (colour: string): number => {
      const probe = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
      probe.fillStyle = colour;
      probe.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...probe.getImageData(0, 0, 1, 1).data].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a: string, b: string): number => {
      const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
      return (high + 0.05) / (low + 0.05);
    };
    const style = (selector: string): CSSStyleDeclaration => getComputedStyle(document.querySelector(selector) as Element);
    return {
      label: contrast(style('.diagram .node text').fill, style('.diagram .node :is(rect, polygon)').fill),
      edge: contrast(style('.diagram .edge').stroke, style('html').backgroundColor),
    };
  });
}

describe('a diagram that was drawn when the site was built', () => {
  test.each(['light', 'dark'] as const)('has contrast in the %s', async (colorScheme) => {
    const page = await reader.open('flow/', { colorScheme });
    const { label, edge } = await contrasts(page);
    expect(label).toBeGreaterThan(7);
    expect(edge).toBeGreaterThan(3);
    expect(await axeFaults(page, '.diagram')).toEqual([]);
  });

  test('needs no script and loads nothing', async () => {
    const page = await reader.open('flow/', { javaScriptEnabled: false });
    expect(await page.locator('.diagram svg text').count()).toBe(6);
    expect(await page.locator('.diagram svg').boundingBox()).toMatchObject({ height: expect.any(Number) });
  });

  test('scrolls inside itself on a narrow screen', async () => {
    const page = await reader.open('flow/', { viewport: { width: 320, height: 640 } });
    const widths = await page.evaluate(() => ({
      page: document.documentElement.scrollWidth,
      inside: (document.querySelector('.diagram-drawn')?.scrollWidth ?? 0) > 320,
      focusable: (document.querySelector('.diagram-drawn') as HTMLElement).tabIndex,
    }));
    expect(widths).toEqual({ page: 320, inside: true, focusable: 0 });
  });
});

describe('a diagram that is left to the browser', () => {
  test('is drawn by a copy of mermaid in the site, with its source below', async () => {
    const page = await reader.open('gantt/');
    await page.locator('.diagram-drawn svg').waitFor();
    expect(await page.locator('.diagram-drawn').textContent()).toContain('Ingress');
    await page.locator('.diagram summary').click();
    expect(await page.locator('.diagram details code').innerText()).toContain('dateFormat YYYY-MM-DD');
    expect(await axeFaults(page, '.diagram')).toEqual([]);
  });

  test('is drawn again in the colours that the reader chooses', async () => {
    const page = await reader.open('gantt/', { colorScheme: 'light' });
    const title = page.locator('.diagram-drawn .titleText');
    const fill = (): Promise<string> => title.evaluate((element) => getComputedStyle(element).fill);
    await title.waitFor();
    const light = await fill();
    await page.evaluate(() => {
      document.documentElement.dataset['scheme'] = 'dark';
    });
    await expect.poll(fill).not.toBe(light);
    expect(await page.locator('.diagram-drawn').count()).toBe(1);
    expect(await page.locator('.diagram-drawing').count()).toBe(0);
  });

  test('keeps a white background for colours that its author chose', async () => {
    const page = await reader.open('styled/', { colorScheme: 'dark' });
    const frame = page.locator('.diagram-drawn');
    await frame.waitFor();
    const colours = await frame.evaluate((element) => ({
      paper: getComputedStyle(element).backgroundColor,
      label: getComputedStyle(element.querySelector('.nodeLabel') as Element).color,
    }));
    expect(colours.paper).toMatch(/^oklch\(0\.99/);
    expect(colours.label).toMatch(/^rgb\([1-4]?\d, [1-4]?\d, [1-4]?\d\)$/);
  });

  test('is loaded when the reader scrolls near it, and not before', async () => {
    const page = await reader.open('far/');
    const asked = requestsFor(page);
    await page.waitForTimeout(500);
    expect(asked).toEqual([]);
    await page.locator('.diagram').scrollIntoViewIfNeeded();
    await page.locator('.diagram-drawn svg').waitFor();
    expect(asked.length).toBeGreaterThan(0);
  });

  test('is readable as its source without a script', async () => {
    const page = await reader.open('gantt/', { javaScriptEnabled: false });
    expect(await page.locator('.diagram pre').innerText()).toContain('section Venus');
    expect(await page.locator('.diagram pre').evaluate((pre) => pre.scrollHeight <= pre.clientHeight)).toBe(true);
  });

  test('does not make a narrow page wider', async () => {
    const page = await reader.open('gantt/', { viewport: { width: 320, height: 640 } });
    await page.locator('.diagram-drawn svg').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  test('stays its source, with a sentence, where mermaid cannot be loaded', async () => {
    const page = await reader.open('far/');
    await page.route('**/mermaid.esm.min.mjs', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'export default 1' }),
    );
    await page.locator('.diagram').scrollIntoViewIfNeeded();
    await page.locator('.diagram-fault').waitFor();
    expect(await page.locator('.diagram pre').innerText()).toContain('section Venus');
  });
});
