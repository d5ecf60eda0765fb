/** Tells how wide each formula is, in its own font size, so that a wide one is made smaller on paper (styles/print.css). */
export function measureBeforePrint(): void {
  addEventListener('beforeprint', () => {
    for (const box of document.querySelectorAll<HTMLElement>('.math-display, .math-long')) {
      const formula = box.querySelector('math');
      if (!formula) continue;
      const ems = formula.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(formula).fontSize);
      if (ems > 0) box.style.setProperty('--ems', ems.toFixed(2));
    }
  });
}
