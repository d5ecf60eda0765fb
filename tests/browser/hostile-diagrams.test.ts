/** Diagrams that try to make a reader's browser ask another host, or run something. */
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { temporaryVault } from '../support/site.ts';
import { launchChromium } from './chromium.ts';
import { readerOf } from './reader.ts';

const host = 'https://elsewhere.example';
const markup = [
  `<img src='${host}/1'>`,
  `<img src=x onerror='window.probe=1'>`,
  `<video src='${host}/2' poster='${host}/3' autoplay></video>`,
  `<audio src='${host}/4' autoplay></audio>`,
  `<picture><source srcset='${host}/5 2x'><img srcset='${host}/6 1x'></picture>`,
  `<iframe src='${host}/7'></iframe>`,
  `<object data='${host}/8'></object><embed src='${host}/9'>`,
  `<link rel='stylesheet' href='${host}/10'>`,
  `<style>@import '${host}/11'; body{background:url(${host}/12)}</style>`,
  `<div style='background:url(${host}/13)'>x</div>`,
  `<svg><image href='${host}/14'/></svg>`,
  `<input type='image' src='${host}/15'>`,
  `<script>window.probe=2</script>`,
  `<a href='javascript:window.probe=3'>x</a>`,
  `<table background='${host}/16'><tr><td>x</td></tr></table>`,
  `<math><mtext><img src='${host}/17'></mtext></math>`,
];
const places: readonly ((text: string) => string)[] = [
  (text) => `flowchart LR\nA["${text}"] -->|"${text}"| B[b]\nsubgraph "${text}"\nC\nend\nclassDef x fill:#fff\nclass A x`,
  (text) => `flowchart LR\nA["\`**bold** ${text}\`"] --> B\nstyle A fill:#fff`,
  (text) => `sequenceDiagram\nparticipant A as ${text}\nA->>A: ${text}\nNote over A: ${text}`,
  (text) => `classDiagram\nclass A["${text}"]\nA : +${text}\nA --> B : ${text}`,
  (text) => `stateDiagram-v2\nstate "${text}" as A\nA --> B: ${text}`,
  (text) => `mindmap\n  root((${text}))\n    ${text}`,
  (text) => `pie title ${text}\n"${text}" : 1`,
  (text) => `journey\ntitle ${text}\nsection ${text}\n${text}: 5: Me`,
];
const settings = [
  `%%{init: {"themeCSS": ".node rect { fill: url(${host}/t1) }", "fontFamily": "x; background: url(${host}/t2)"}}%%\nflowchart LR\nA --> B`,
  `%%{init: {"themeCSS": "@import url(${host}/t3);"}}%%\nsequenceDiagram\nA->>B: x`,
  `---\nconfig:\n  themeCSS: "@import '${host}/t4'; * { background: url(${host}/t5) }"\n  securityLevel: loose\n  htmlLabels: true\n---\nflowchart LR\nA["<img src='${host}/t6'>"] --> B`,
  `%%{init: {"securityLevel": "loose", "dompurifyConfig": {"ADD_TAGS": ["img"]}}}%%\nflowchart LR\nA["<img src='${host}/t7' onerror='window.probe=4'>"] --> B\nclick A href "javascript:window.probe=5"`,
  `flowchart LR\nA@{ img: "${host}/t8", label: "x", w: 60, h: 60 }\nA --> B`,
  `flowchart LR\nA@{ label: "}", img: "${host}/t9", w: 60, h: 60 }\nA --> B`,
  `flowchart LR\nA@{ "i\\u006dg": "${host}/t10" }\nA --> B`,
  `flowchart LR\nA@{ "im\\u0067": "${host}/t9", label: "x" }\nA --> B`,
  `flowchart LR\nA --> B\nclassDef x fill:url(${host}/t10),filter:url(${host}/t11#f),background:url(${host}/t12)\nclass A x`,
  `flowchart LR\nA --> B\nstyle A background-image:image-set("${host}/t13" 1x),mask:url("${host}/t14")\nlinkStyle 0 marker-end:url(${host}/t15)`,
  `flowchart LR\nA --> B\nstyle A background:u\\72l(${host}/t16),cursor:url(${host}/t17),list-style:url(//elsewhere.example/t18)`,
  `%%{init: {"themeVariables": {"fontFamily": "url(${host}/t19)", "primaryColor": "url(${host}/t20)"}}}%%\nflowchart LR\nA --> B\nstyle A fill:#fff`,
];
const diagrams = [...places.flatMap((place) => markup.map(place)), ...settings];
const pages = 6;
const content = temporaryVault(
  Object.fromEntries(
    Array.from({ length: pages }, (_, page) => [
      `p${page}.md`,
      `# P${page}\n\n${diagrams
        .filter((_diagram, index) => index % pages === page)
        .map((each) => `\`\`\`mermaid\n${each}\n\`\`\`\n`)
        .join('\n')}`,
    ]),
  ),
);
afterAll(() => content.dispose());
const reader = readerOf(content.content);

/** With and without the policy of the page: mermaid's drawings are safe by themselves, but for shapes that are named by escapes. */
test.each([true, false])(
  'no diagram asks another host or runs a script (with the policy: %s)',
  async (hasPolicy) => {
    const { origin } = new URL((await reader.open('404.html')).url());
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const context = await browser.newContext({ bypassCSP: !hasPolicy });
    const asked: string[] = [];
    let drawn = 0;
    for (let number = 0; number < pages; number++) {
      const page = await context.newPage();
      const note = (url: string): void => {
        if (/^https?:/.test(url) && new URL(url).origin !== origin) asked.push(url);
      };
      page.on('requestfinished', (request) => note(request.url()));
      page.on('requestfailed', (request) => {
        if (request.failure()?.errorText !== 'csp') note(request.url());
      });
      await page.goto(`${origin}/p${number}/`);
      for (const figure of await page.locator('[data-mermaid]').all()) {
        await figure.scrollIntoViewIfNeeded();
        await figure.locator('.diagram-drawn svg, .diagram-fault').first().waitFor();
      }
      drawn += await page.locator('[data-mermaid] .diagram-drawn svg').count();
      expect(await page.evaluate(() => (window as { probe?: number }).probe)).toBe(undefined);
      await page.close();
    }
    expect(drawn).toBeGreaterThan(20);
    expect(asked.filter((url) => hasPolicy || !url.endsWith('/t9'))).toEqual([]);
  },
  180_000,
);
