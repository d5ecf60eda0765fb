/** The wiki's own HTML around its articles, from files of the vault. */

/** Where it is shown: in the head, below the header, above the footer, and at the end of each article. */
export const slotFiles = {
  head: '_theme/head.html',
  header: '_theme/header.html',
  footer: '_theme/footer.html',
  articleEnd: '_theme/article-end.html',
} as const;

export type SlotName = keyof typeof slotFiles;

export type SlotHtml = Readonly<Partial<Record<SlotName, string>>>;
