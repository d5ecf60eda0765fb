/** What is wrong with a page as a whole. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe finds in a page, or in the elements that `within` selects: each rule with the elements that break it. Includes
 * `target-size` of WCAG 2.2 AA, which axe leaves out by default.
 */
export async function axeFaults(page: Page, within?: string): Promise<string[]> {
  // axe also measures what is off screen, which the browser has not laid out.
  await adoptStyle(page, '* { content-visibility: visible !important }');
  const axe = new AxeBuilder({ page }).options({
    rules: { 'target-size': { enabled: true } },
    // Elements that pass need no description: serialising them takes most of the time.
    resultTypes: ['violations'],
  });
  if (within !== undefined) axe.include(within);
  // Runs axe in the page alone. The other mode also loads it into a blank page, to join the results of foreign frames.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Adds styles in a way that the policy of the page allows. */
export async function adoptStyle(page: Page, css: string): Promise<void> {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, css);
}

/** Ids that more than one element has. */
export async function doubleIds(page: Page): Promise<string[]> {
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

/** How much has moved that nobody moved, since the page began: its Cumulative Layout Shift. */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          resolve(list.getEntries().reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0));
        }).observe({ type: 'layout-shift', buffered: true });
        // Nothing is reported where nothing moved.
        setTimeout(resolve, 500, 0);
      }),
  );
}
