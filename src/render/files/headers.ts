/** The `_headers` file of Netlify and Cloudflare Pages: what only a host can say of the files of a site. */

/** For a site at the root of its host; other hosts ignore the file, and the policy in each page holds anyway. */
export function headerLines(): string {
  return `/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Content-Security-Policy: frame-ancestors 'self'
/attachments/*.svg
  Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; sandbox
/_assets/*
  Cache-Control: public, max-age=31536000, immutable
`;
}
