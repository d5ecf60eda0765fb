/** The files that `init` writes. */
import { stringify } from 'yaml';
import { builtInArticleTypes } from '../wiki/schema/article-types.ts';
import { builtInRelations } from '../wiki/schema/relations.ts';

/** Three articles that are linked with one another, and the home page; by path in the folder of markdown. */
export function starterArticles(title: string): Record<string, string> {
  return {
    'index.md': `---
${stringify({ title })}---

This is the home page of the wiki. Below it are three articles that show how articles are linked: a concept, [[Tides]]; an entity, the [[Moon]]; and a source, the [[Principia]]. Replace them with your own.
`,
    'concepts/Tides.md': `---
type: concept
summary: The sea rises and falls twice a day.
sources: ["[[Principia]]"]
---

The [[Moon]] pulls the sea, and the Earth turns below it.

## Connections

- Caused by: [[Moon]]
`,
    'entities/Moon.md': `---
type: entity
summary: The only natural satellite of the Earth.
aliases: [Luna]
sources: ["[[Principia]]"]
---

It circles the Earth in 27 days. On the shore it is noticed by the [[Tides]].
`,
    'sources/Principia.md': `---
type: source
summary: Newton's book of 1687, which explains the tides by gravity.
author: Isaac Newton
date: 1687
---

The third book derives the [[Tides]] from the pull of the [[Moon]] and of the Sun.
`,
  };
}

/**
 * A `sourcebook.yaml` with a title, and other keys as comments.
 *
 * @param schema path of its JSON Schema, for editors
 */
export function starterSettings(title: string, schema: string | undefined): string {
  return `${schema === undefined ? '' : `# yaml-language-server: $schema=${schema}\n`}${stringify({ title })}
# Every key is optional. Some of the others, as examples:
#
# description: What the wiki is about, in one sentence.
# url: https://wiki.example       # where the site will be: makes feeds and a sitemap
# base: /notes/                   # if the site is below a path of its host
# lang: en
# author: Ada Lovelace
# editUrl: https://host.example/notes/edit/main/{path}
# exclude: [templates]            # not part of the wiki
# private: [journal]              # never published
# types:
#   person: { plural: People, folder: people, shape: triangle, colour: teal }
# relations:
#   motivates: { label: Motivates, inverse: Motivated by }
`;
}

/**
 * What an agent, or a person, has to know who writes in the wiki.
 *
 * @param content the folder of markdown, in the project
 * @param command how `sourcebook` is run on it: `npx sourcebook check --content notes`
 */
export function agentsFile(title: string, content: string, command: (name: string) => string): string {
  const types = builtInArticleTypes.map(({ key }) => `\`${key}\``).join(', ');
  const relations = builtInRelations.flatMap(({ label, inverse }) => [...new Set([label, inverse])]).join(', ');
  return `# ${title}

The markdown in \`${content}\` is a wiki, which Sourcebook publishes as a website. This is how to write in it.

## Articles

- One subject an article, in a file named after it. Other articles link it by that name, so look for an article before you write one.
- Frontmatter: \`type\` (${types}, or one that \`sourcebook.yaml\` declares), \`summary\` (one sentence), \`aliases\`, \`tags\`, \`sources\`.
- Link by name: \`[[Moon]]\`, \`[[Moon#Orbit]]\`, \`[[Moon|its moon]]\`. Do not write addresses of pages.
- Say how articles are connected, below a heading \`## Connections\`: \`- Caused by: [[Moon]]\`. The relations are ${relations}.
- Say where a claim is from: \`sources: ["[[Principia]]"]\` for the whole article, a footnote (\`[^1]\`) for a sentence. A source is an article of its own.
- Plain markdown, with tables, formulas (\`$…$\`), callouts and mermaid. HTML is cleaned; scripts are removed.
- \`private: true\` keeps an article out of the site, \`draft: true\` until it is done. Never put keys or passwords into one.
- What is below \`raw/\` is source material: do not change it.

## Commands

\`\`\`sh
${command('check')}    # what is wrong, with file and line: run it after each change, and mend what it names
${command('explain "[[Moon]]" --from concepts/tides')}    # why a link goes where it goes
${command('dev')}    # a live site
\`\`\`

None of them changes an article. What else can be set is in \`sourcebook.yaml\`.
`;
}

/**
 * A workflow that builds the wiki and publishes it to GitHub Pages.
 *
 * @param content the folder of markdown, in the repository
 * @param action `owner/repository` of the action
 */
export function publishWorkflow(content: string, action: string): string {
  return `name: publish
on:
  push:
    branches: [main]
permissions:
  contents: read
concurrency:
  group: pages
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
        with:
          fetch-depth: 0 # the dates of changes are those of commits
      - uses: ${action}@v0
        with:
          content: ${JSON.stringify(content)}
          site: https://\${{ github.repository_owner }}.github.io
          base: /\${{ github.event.repository.name }}/ # leave out for a site at the root of its host
  deploy:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
    steps:
      - uses: actions/deploy-pages@v4
`;
}
