import type { Page } from '../../render/payloads.ts';
import { OwnCodeError } from './error.ts';
import { type OwnCode, problemOfHook } from './load.ts';

/**
 * The page to print: what the hook `beforePrint` makes of it.
 *
 * @throws OwnCodeError if the hook fails
 */
export function pageToPrint(own: OwnCode | undefined, page: Page, href: string): Page {
  const { beforePrint } = own?.hooks ?? {};
  if (!own || !beforePrint) return page;
  try {
    const made = beforePrint(page) ?? page;
    if (made.kind !== page.kind)
      throw new TypeError(`It returned a page of the kind ${String(made.kind)} for one of the kind ${page.kind}`);
    return made;
  } catch (error) {
    throw new OwnCodeError(own.file, `${problemOfHook('beforePrint', error)} The page is ${href}.`);
  }
}
