/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Set by the publisher: the finished object this page prints. */
    page: import('../render/payloads.ts').Page;
  }
}
