/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Set by the publisher: the finished object this page prints. */
    page: import('../render/payloads.ts').Page;
    /** Says the words around it in the language of the wiki. */
    say: import('../render/payloads.ts').Say;
    /** The same, for scripts. */
    words: import('../shared/messages.ts').Words;
  }
}
