/**
 * Trusted Types: the policy of a page (theme/policy) lets no text become HTML or the address of a script but through these.
 * https://www.w3.org/TR/trusted-types/
 */

interface Rules {
  readonly createHTML?: (html: string) => string | null;
  readonly createScriptURL?: (url: string) => string | null;
  readonly createScript?: (text: string) => string | null;
}

interface Policy {
  /** An object that the browser takes for a string. */
  readonly createHTML: (html: string) => string;
}

type Factory = { readonly createPolicy: (name: string, rules: Rules) => Policy };

const factory = (globalThis as { readonly trustedTypes?: Factory }).trustedTypes;

const own = factory?.createPolicy('sourcebook', { createHTML: (html) => html });

/** HTML as a document in which nothing runs or loads. */
export function inertDocument(html: string): Document {
  return new DOMParser().parseFromString(own ? own.createHTML(html) : html, 'text/html');
}

let allowed: Rules | undefined;

/**
 * What libraries may make of text: nothing, until it is allowed here. They know nothing of policies, so the browser asks the
 * default one.
 */
export function allowLibraries(rules: Rules): void {
  if (!allowed)
    factory?.createPolicy('default', {
      createHTML: (html) => allowed?.createHTML?.(html) ?? null,
      createScriptURL: (url) => allowed?.createScriptURL?.(url) ?? null,
      createScript: (text) => allowed?.createScript?.(text) ?? null,
    });
  allowed = { ...allowed, ...rules };
}
