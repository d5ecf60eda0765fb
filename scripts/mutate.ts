/** Mutates pages: characters are flipped, parts are removed, doubled, or taken from another page. */

const markup = [
  '---\n',
  '```',
  '[[',
  ']]',
  '![[',
  '](',
  '|',
  '#',
  '^',
  '%%',
  '<!--',
  '-->',
  '<div>',
  '</script>',
  '<script>',
  '**',
  '_',
  '~~',
  '$$',
  '$',
  '\\[',
  '\\]',
  '\\(',
  '==',
  '> [!note]- ',
  '```mermaid\n',
  ' ^id\n',
  '#tag/sub ',
  '\n: ',
  '[^1]',
  '[^1]: ',
  '> ',
  '- ',
  '\t',
  '  ',
  '\n',
  '\n\n',
  ': ',
  '[',
  '{',
  '"',
  "'",
  '&amp;',
  '\\',
  '\u0000',
  '\uFEFF',
  '\u2028',
  '\uD800',
  '🪐',
  '漢字',
  '## Connections\n\n- A: [[b]]\n',
  '**Sources**: [[a]], b\n',
];

/** A page with one to five changes. */
export function mutate(page: string, other: string, random: () => number): string {
  let text = page;
  const place = (): number => Math.floor(random() * (text.length + 1));
  for (let left = 1 + Math.floor(random() * 5); left > 0; left--) {
    const at = place();
    const to = Math.min(text.length, at + Math.floor(random() ** 3 * 200));
    switch (Math.floor(random() * 7)) {
      case 0:
        text = text.slice(0, at) + String.fromCharCode(Math.floor(random() * 128)) + text.slice(at + 1);
        break;
      case 1:
        text = text.slice(0, at);
        break;
      case 2:
        text = text.slice(0, at) + text.slice(to);
        break;
      case 3:
        text = text.slice(0, to) + text.slice(at, to) + text.slice(to);
        break;
      case 4:
        text = text.slice(0, at) + other.slice(Math.floor(random() * other.length));
        break;
      case 5:
        text =
          text.slice(0, at) +
          (markup[Math.floor(random() * markup.length)] ?? '').repeat(1 + Math.floor(random() ** 4 * 50)) +
          text.slice(at);
        break;
      default:
        text = text.slice(at) + text.slice(0, at);
    }
  }
  // As in a file that the vault reads: valid Unicode, and LF as the line end.
  return text.toWellFormed().replace(/\r\n?/g, '\n');
}
