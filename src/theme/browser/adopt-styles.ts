const adopted = new Set<string>();

/** Adds the styles of a part that is loaded late, once; they come with its script, so that it never shows without them. */
export function adoptStyles(css: string): void {
  if (adopted.has(css)) return;
  adopted.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
