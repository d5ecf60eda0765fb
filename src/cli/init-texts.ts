/** The files that `init` writes. */
import { stringify } from 'yaml';

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
