/** TeX as plain text, for places that cannot show a formula: contents, addresses, summaries, sentences. */

const letters: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  vartheta: 'ϑ',
  iota: 'ι',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  upsilon: 'υ',
  phi: 'φ',
  varphi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
  Gamma: 'Γ',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Xi: 'Ξ',
  Pi: 'Π',
  Sigma: 'Σ',
  Upsilon: 'Υ',
  Phi: 'Φ',
  Psi: 'Ψ',
  Omega: 'Ω',
  ell: 'ℓ',
  hbar: 'ħ',
  infty: '∞',
  partial: '∂',
  nabla: '∇',
  emptyset: '∅',
  R: 'ℝ',
  N: 'ℕ',
  Z: 'ℤ',
  Q: 'ℚ',
  C: 'ℂ',
};

/** Printed with spaces around them. */
const relations: Readonly<Record<string, string>> = {
  le: '≤',
  leq: '≤',
  ge: '≥',
  geq: '≥',
  ne: '≠',
  neq: '≠',
  approx: '≈',
  equiv: '≡',
  sim: '∼',
  simeq: '≃',
  cong: '≅',
  propto: '∝',
  in: '∈',
  notin: '∉',
  subset: '⊂',
  subseteq: '⊆',
  supset: '⊃',
  cup: '∪',
  cap: '∩',
  to: '→',
  rightarrow: '→',
  leftarrow: '←',
  Rightarrow: '⇒',
  Leftarrow: '⇐',
  leftrightarrow: '↔',
  iff: '⇔',
  implies: '⇒',
  mapsto: '↦',
  times: '×',
  cdot: '·',
  div: '÷',
  pm: '±',
  mp: '∓',
  oplus: '⊕',
  otimes: '⊗',
  odot: '⊙',
  circ: '∘',
  land: '∧',
  wedge: '∧',
  lor: '∨',
  vee: '∨',
  lnot: '¬',
  neg: '¬',
  mid: '|',
  parallel: '∥',
  ll: '≪',
  gg: '≫',
  forall: '∀',
  exists: '∃',
  sum: '∑',
  prod: '∏',
  int: '∫',
  ldots: '…',
  cdots: '…',
  dots: '…',
};

/** Commands that only affect appearance, or have no equivalent in plain text. */
const silent =
  /^(?:text\w*|math\w+|operatorname|mbox|boldsymbol|bm|left|right|[bB]igg?[lrm]?|displaystyle|textstyle|limits|nolimits|quad|qquad|hat|widehat|bar|overline|underline|tilde|widetilde|vec|dot|ddot|begin|end|label|tag|nonumber|notag)$/;

/** Maximum length in characters; longer formulas are cut, since they are unreadable as plain text. */
const maxLength = 400;

/**
 * `\frac{a}{b} \le x^2` → `a/b ≤ x^2`. Unknown commands keep their name. A full stop is never followed by a space, so that no
 * sentence ends inside a formula.
 */
export function wordsOfTex(tex: string): string {
  let text = (tex.length > maxLength ? `${tex.slice(0, maxLength)}…` : tex).replace(/\\\\(?:\[[^\]]*\])?/g, '; ');
  text = text.replace(
    /\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g,
    (_, over: string, under: string) => `${grouped(over)}/${grouped(under)}`,
  );
  text = text.replace(/\\begin\s*\{[^{}]*\}(?:\{[^{}]*\})?|\\end\s*\{[^{}]*\}/g, ' ');
  text = text.replace(/\\sqrt\s*\{([^{}]*)\}/g, (_, under: string) => `√${grouped(under)}`);
  text = text.replace(/\\([A-Za-z]+)\s*/g, (_, name: string) => {
    const relation = relations[name];
    if (relation !== undefined) return ` ${relation} `;
    return letters[name] ?? (silent.test(name) ? '' : ` ${name} `);
  });
  text = text.replace(/\\[,;:! ]/g, ' ').replace(/\\([{}|$%&#_])/g, (_, char: string) => quotedBraces[char] ?? char);
  text = text.replace(
    /([\^_])\{([^{}]*)\}/g,
    (_, mark: string, inner: string) => mark + (/^[\p{L}\p{N}]+$/u.test(inner.trim()) ? inner.trim() : grouped(inner)),
  );
  text = text
    .replace(/[{}&]/g, '')
    .replace(/[~\s]+/g, ' ')
    .replace(/([.!?])\s+/g, '$1');
  return text
    .replace(/\uE000/g, '{')
    .replace(/\uE001/g, '}')
    .trim();
}

/** Stand-ins for literal braces until the braces of TeX are removed. */
const quotedBraces: Readonly<Record<string, string>> = { '{': '\uE000', '}': '\uE001' };

function grouped(tex: string): string {
  const inner = tex.trim();
  return /[\s+\-*/=]/.test(inner) ? `(${inner})` : inner;
}
