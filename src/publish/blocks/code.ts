/** Blocks of code. */
import type { Made } from '../../render/blocks.ts';
import { escapeAttribute } from '../../render/slots.ts';
import type { Block } from '../../wiki/parse/blocks.ts';

export function codeOf({ lang, text }: Pick<Block & { kind: 'code' }, 'lang' | 'text'>): Made {
  const name = lang === '' ? '' : ` class="language-${escapeAttribute(lang)}"`;
  return { html: `<pre><code${name}>${text.replaceAll('&', '&amp;').replaceAll('<', '&#x3C;')}\n</code></pre>` };
}
