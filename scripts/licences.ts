/** The licences that packages may have. What is not listed here fails `npm run audit`. */

/** They ask for a notice at most. Identifiers of SPDX. */
const permissive: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
];

interface Exception {
  /** The name of a package. */
  readonly name: RegExp;
  readonly licences: readonly string[];
  /** What the package is used for, and whether a part of it gets into a site. All are used as their authors publish them. */
  readonly reason: string;
}

/** Packages under other terms, each accepted for what Sourcebook uses it for. */
export const exceptions: readonly Exception[] = [
  {
    name: /^@img\/sharp-/,
    licences: ['LGPL-3.0-or-later'],
    reason: 'libvips resizes pictures during a build, as a separate library that can be replaced. No part of it is in a site.',
  },
  {
    name: /^lightningcss(?:-|$)/,
    licences: ['MPL-2.0'],
    reason: 'Vite may compress styles with it during a build. No part of it is in a site.',
  },
  {
    name: /^elkjs$/,
    licences: ['EPL-2.0'],
    reason:
      'It lays out flowcharts during a build. Sites whose diagrams mermaid draws in the browser contain it, unchanged, as one of the files of mermaid.',
  },
  {
    name: /^citeproc$/,
    licences: ['CPAL-1.0'],
    reason: 'It formats citations during a build. No part of it is in a site.',
  },
  {
    name: /^@axe-core\/playwright$|^axe-core$/,
    licences: ['MPL-2.0'],
    reason: 'It tests whether pages are accessible, and is not installed for users.',
  },
];

/** Licences of packages whose package.json names none, as their licence file says: by name and version, so that an update is read again. */
const readByHand: Readonly<Record<string, string>> = {
  'khroma@2.1.0': 'MIT',
};

/** The licence of a package: what its package.json says, or else what we read in its licence file. */
export function licenceOf(name: string, version: string, declared: string | undefined): string | undefined {
  return declared ?? readByHand[`${name}@${version}`];
}

/** Whether a package may have the licence. */
export function mayHaveLicence(name: string, licence: string): boolean {
  const excepted = exceptions.filter((each) => each.name.test(name)).flatMap(({ licences }) => licences);
  return isMetBy(licence, new Set([...permissive, ...excepted]));
}

/**
 * Whether an SPDX expression can be met with some of `licences`: of `A OR B` one is enough, `A AND B` needs both and binds tighter.
 * `A WITH B` must be among `licences` as a whole, like an `A+`. Never true for text that is not an expression.
 */
export function isMetBy(expression: string, licences: ReadonlySet<string>): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const alternatives = (): boolean => {
    let isMet = conditions();
    while (tokens[at] === 'OR') {
      at++;
      isMet = conditions() || isMet;
    }
    return isMet;
  };
  const conditions = (): boolean => {
    let isMet = condition();
    while (tokens[at] === 'AND') {
      at++;
      isMet = condition() && isMet;
    }
    return isMet;
  };
  const condition = (): boolean => {
    let token = tokens[at++] ?? '';
    if (token === '(') {
      const isMet = alternatives();
      return tokens[at++] === ')' && isMet;
    }
    if (tokens[at] === 'WITH') {
      token += ` WITH ${tokens[at + 1] ?? ''}`;
      at += 2;
    }
    return licences.has(token);
  };
  return alternatives() && at === tokens.length;
}
