import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vaultOf } from '../support/site.ts';

const article = { 'Mars.md': '# Mars\n\nRed.\n' };

test('HTML of the wiki is on every page, sanitised, and its files are not in the site', async () => {
  const vault = vaultOf({
    ...article,
    '_theme/footer.html': '<p>CC BY 4.0<script>alert(1)</script></p>',
    '_theme/article-end.html': '<p>Discuss</p>',
    '_theme/head.html': '<meta name="x">',
  });
  await vault.build();
  const page = vault.read('mars/index.html');
  expect(page).toContain('<div class="own-part"><p>CC BY 4.0</p></div>');
  expect(page).toContain('<p>Discuss</p>');
  expect(page).not.toMatch(/alert\(1\)|name="x"/);
  expect(vault.read('all/index.html')).toMatch(/CC BY 4\.0/);
  expect(vault.read('all/index.html')).not.toContain('Discuss');
  expect(existsSync(join(vault.out, '_theme'))).toBe(false);
  expect((await vault.check()).stdout).toContain('_theme/head.html:1:1');
});

test('a change of it is on every page of the next build; with `trust: own` it is used as it is', async () => {
  const vault = vaultOf({ ...article, '_theme/footer.html': '<p>Old</p>' });
  await vault.build();
  vault.write({ '_theme/footer.html': '<p onclick="x()">New</p>', 'sourcebook.yaml': 'trust: own\n' });
  await vault.build();
  expect(vault.read('mars/index.html')).toContain('<p onclick="x()">New</p>');
  expect(vault.read('mars/index.html')).not.toContain('Old');
});

test('an inline script of a file with the line ends of Windows runs: the policy has its hash as browsers read it', async () => {
  const script = (ends: string): string => `<script>${ends}go()${ends}</script>`;
  const vault = vaultOf({ ...article, '_theme/head.html': script('\r\n'), 'sourcebook.yaml': 'trust: own\n' });
  await vault.build();
  const hash = createHash('sha256').update('\ngo()\n').digest('base64');
  expect(vault.read('mars/index.html')).toContain(`'sha256-${hash}'`);
});

test('links in the header that lead to no article are reported', async () => {
  const { check } = vaultOf({ ...article, 'sourcebook.yaml': 'nav:\n  Start: Mars\n  Gone: Pluto\n' });
  expect((await check()).stdout).toContain('sourcebook.yaml:3:9  error  `nav.Gone`: there is no article `Pluto`');
});

test('fonts, width and a logo for each scheme are those of the wiki', async () => {
  const vault = vaultOf({
    ...article,
    'look/Body.woff2': 'font',
    'look/light.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'look/dark.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>',
    'sourcebook.yaml':
      'theme:\n  width: 44rem\n  fonts: { text: look/Body.woff2, code: "Menlo, \\"Fira Code\\"" }\n  logo: look/light.svg\n  logoDark: look/dark.svg\n',
  });
  expect((await vault.build()).stderr).not.toContain('config-invalid');
  const page = vault.read('mars/index.html');
  expect(page).toMatch(/@font-face\{font-family:"Own text";src:url\("\/attachments\/look\/body[^"]*\.woff2"\)/i);
  expect(page).toContain(
    '--measure: 44rem; --serif: &quot;Own text&quot;, serif; --mono: Menlo, &quot;Fira Code&quot;, monospace',
  );
  expect(page).toMatch(/<img class="logo-light" src="[^"]*light[^"]*"[^>]*><img class="logo-dark" src="[^"]*dark/);
  expect(page).not.toMatch(/rel="preload"[^>]*reading-serif/);
});

test('links in the header are in the footer too, where phones show them', async () => {
  const vault = vaultOf({ ...article, 'sourcebook.yaml': 'nav:\n  Start: Mars\n' });
  await vault.build();
  const [header = '', footer = ''] = vault.read('all/index.html').split('</main>');
  expect(header).toContain('<a href="/mars/">Start</a>');
  expect(footer).toMatch(/<a class="nav-below" href="\/mars\/">\s*Start\s*<\/a>/);
});
