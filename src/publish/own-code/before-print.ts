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
    const returned = beforePrint(page) ?? page;
    if (returned.kind !== page.kind)
      throw new TypeError(`It returned a page of the kind ${String(returned.kind)} for one of the kind ${page.kind}`);
    // Pages are data: a thread that prints one gets a copy.
    const made = returned === page ? page : (JSON.parse(JSON.stringify(returned)) as Page);
    for (const name of ['site', 'head'] as const)
      if (kindOf(made[name]) !== kindOf(page[name])) throw new TypeError(`It returned a page without \`${name}\``);
    for (const [name, value] of Object.entries(page.head))
      if (name in made.head ? kindOf(made.head[name as keyof Page['head']]) !== kindOf(value) : Array.isArray(value))
        throw new TypeError(`It returned a page whose \`head.${name}\` is not what it was given as`);
    return made;
  } catch (error) {
    throw new OwnCodeError(own.file, `${problemOfHook('beforePrint', error)} The page is ${href}.`);
  }
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}
