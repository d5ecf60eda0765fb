/** Codes of errors of the machine and of use, which are permanent. docs/reference/errors.md says what each means. */
export type ErrorCode =
  | 'argument-invalid'
  | 'argument-missing'
  | 'argument-unexpected'
  | 'article-private'
  | 'article-unknown'
  | 'audience-unknown'
  | 'baseline-invalid'
  | 'baseline-missing'
  | 'baseline-unwritable'
  | 'command-unknown'
  | 'content-missing'
  | 'content-unreadable'
  | 'disk-unusable'
  | 'environment-invalid'
  | 'environment-unusable'
  | 'internal-error'
  | 'link-invalid'
  | 'option-invalid'
  | 'option-missing'
  | 'option-unknown'
  | 'options-conflict'
  | 'output-conflict'
  | 'output-foreign'
  | 'output-inside-content'
  | 'output-unwritable'
  | 'own-code-unusable'
  | 'port-unusable'
  | 'privacy-unreadable'
  | 'private-text-found'
  | 'revision-unknown'
  | 'search-index-failed'
  | 'site-missing';

/** An error of the machine or of use, not of the program: the message is one sentence, shown with its code and without a stack. */
export abstract class PlainError extends Error {
  readonly code: ErrorCode;

  constructor(message: string, code: ErrorCode) {
    super(message);
    this.code = code;
  }
}
