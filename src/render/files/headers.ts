/** The `_headers` file of Netlify and Cloudflare Pages: HTTP headers that pages cannot set themselves. */

/** How long browsers may keep a file without asking. Seconds. */
const year = 31_536_000;
const week = 604_800;

const forever = `public, max-age=${year}, immutable`;

/**
 * Headers by the paths below the base that get them. A path matches as both hosts agree: `:name` is one segment, and there is one
 * `*`. Files that no rule names, above all pages, are revalidated at each visit, which is the default of both hosts
 * (`public, max-age=0, must-revalidate`).
 */
const rules: readonly (readonly [path: string, headers: Readonly<Record<string, string>>])[] = [
  [
    '*',
    {
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Content-Security-Policy': "frame-ancestors 'self'",
    },
  ],
  ['attachments/*.svg', { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" }],
  // Names with a hash of the content, and mermaid in a folder named by its version.
  ['_assets/*', { 'Cache-Control': forever }],
  ['attachments/*', { 'Cache-Control': forever }],
  ['mermaid/:version/*', { 'Cache-Control': forever }],
  // Also named by hashes, but of 28 bits: in a year of builds two different parts of a large index can get the same name.
  ...['filter/*', 'fragment/*', 'index/*', '*.pf_meta'].map(
    (path) => [`pagefind/:bundle/${path}`, { 'Cache-Control': `public, max-age=${week}, immutable` }] as const,
  ),
];

/**
 * Hosts read the file in the root of what they serve, and match whole paths, so a site below a base has it in each of them. Other
 * hosts ignore the file, and the policy in each page applies anyway.
 *
 * @param base `/` or `/docs/`
 */
export function headerLines(base: string): string {
  return rules
    .map(([path, headers]) => [base + path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)])
    .map((lines) => `${lines.join('\n')}\n`)
    .join('');
}
