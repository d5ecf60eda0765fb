/** Every payload in every place of a vault: nothing runs and nothing is asked of another host, even without the policy of the pages. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { payloads } from '../adversary/payloads/payloads.ts';
import { serve, vaultOf } from '../support/site.ts';
import { launchChromium } from './chromium.ts';

const quoted = (text: string): string => JSON.stringify(text);
const oneLine = (text: string): string => text.replace(/[\n|]/g, ' ');

/** What a payload is put into, in the body of an article. */
const places: readonly ((payload: string) => string)[] = [
  (text) => text,
  (text) => `Text ${text} text.`,
  (text) => `## ${text}`,
  (text) => `[${text}](https://a.example/)`,
  (text) => `[x](<https://a.example/${text.replace(/[<>]/g, '')}> ${quoted(text)})`,
  (text) => `![${text}](missing.png)`,
  (text) => `[[b|${oneLine(text)}]] [[${oneLine(text)}]]`,
  (text) => `\`${text}\``,
  (text) => `\`\`\`html ${text.replaceAll('`', '')}\n${text}\n\`\`\``,
  (text) => `$${text}$\n\n$$\n\\text{${text}}\n$$`,
  (text) => `> [!note] ${text}\n> ${text}`,
  (text) => `| a | ${oneLine(text)} |\n|---|---|\n| ${oneLine(text)} | b |`,
  (text) => `Note.^[${text}]`,
  (text) => `<div title="${text}">${text}</div>`,
  (text) => `<a href='${text}'>x</a>`,
  (text) => `- ${text}\n  - ==${text}==`,
  (text) => `%% ${text} %%\n\n#${text.replace(/\W/g, '')}`,
];

function articleOf(payload: string, number: number): string {
  const properties = ['title', 'summary', 'type', 'source', 'author', 'url', 'venue'].map((key) => `${key}: ${quoted(payload)}`);
  return `---\n${properties.join('\n')}\naliases: [${quoted(`${payload} ${number}`)}]\ntags: [${quoted(payload)}]\nsources: [${quoted(payload)}]\n---\n\n${payload}\n\n## Connections\n\n- Extends: [[b]] ${oneLine(payload)}\n`;
}

test('no payload runs in any place', async () => {
  const bodies = places.map((place, index) => `# Place ${index}\n\n${payloads.map(place).join('\n\n')}\n`);
  const vault = vaultOf({
    'sourcebook.yaml': `title: ${quoted(payloads[66] ?? '')}\ndescription: ${quoted(`"><img src=x onerror=probe()>`)}\nauthor: ${quoted('</script><script>probe()</script>')}\nurl: https://wiki.example\n`,
    'b.md': '# B\n\nText.\n',
    ...Object.fromEntries(bodies.map((body, index) => [`place-${index}.md`, body])),
    ...Object.fromEntries(
      payloads.filter((_, index) => index % 4 === 0).map((each, index) => [`fm-${index}.md`, articleOf(each, index)]),
    ),
    "<img src=x onerror=probe()> & 'x'.md": '# File\n\nText.\n',
  });
  expect((await vault.build()).code).toBe(0);
  const { url, stop } = await serve('preview', '--out', vault.out);
  onTestFinished(stop);
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ bypassCSP: true });
  let executions = 0;
  const asked = new Set<string>();
  await context.exposeFunction('probe', () => {
    executions++;
  });
  const { origin } = new URL(url);
  context.on('request', (request) => {
    if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== origin) asked.add(request.url());
  });
  const files = readdirSync(vault.out, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('index.html'));
  // A redirect leaves at once, so its page is read: it has these elements alone.
  const isRedirect = (path: string): boolean => vault.read(path).includes('http-equiv="refresh"');
  for (const path of files.filter(isRedirect))
    expect(
      vault.read(path).replace(/<!DOCTYPE html>|<\/?(?:html|head|body|title|meta|link|p|a)(?: [\w-]+="[^"<>]*")*>/g, ''),
    ).not.toMatch(/[<>]/);
  const paths = files.filter((path) => !isRedirect(path));
  const waiting = [...paths];
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      const page = await context.newPage();
      page.on('dialog', (dialog) => void dialog.dismiss());
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        const href = join('/', path, '..', '/').split('/').map(encodeURIComponent).join('/');
        await page.goto(`${origin}${href}`, { waitUntil: 'load' });
        // What waits for a reader: links that run, events.
        await page.evaluate(() => {
          for (const each of document.querySelectorAll('main *')) {
            if (each instanceof HTMLAnchorElement && /^(?:javascript|vbscript|data|blob|feed|view-source):$/i.test(each.protocol))
              each.click();
            for (const name of ['click', 'mouseover', 'focus', 'toggle'])
              if (each.hasAttribute(`on${name}`)) each.dispatchEvent(new Event(name));
          }
        });
      }
    }),
  );
  expect(payloads.length).toBeGreaterThanOrEqual(150);
  expect([paths.length > 60, executions, [...asked]]).toEqual([true, 0, []]);
  // The probe does count.
  const page = await context.newPage();
  await page.goto(origin);
  await page.setContent('<img src=x onerror="probe()">');
  await expect.poll(() => executions).toBe(1);
}, 240_000);
