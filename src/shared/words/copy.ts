/** Buttons that copy. */
export const copyWords = {
  copy: 'Copy',
  copied: 'Copied',
  linkCopied: 'Link copied',
  code: 'Code',
} as const;
