/** The `_headers` file of Netlify and Cloudflare Pages: HTTP headers that pages cannot set themselves. */

/** Works for a site at the root of its host. Other hosts ignore the file, and the policy in each page applies anyway. */
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
