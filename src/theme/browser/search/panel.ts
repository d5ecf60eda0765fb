/** Search as you type: names at once, then texts from the index Pagefind wrote beside the pages. One panel: in the dialog, or on the search page. */
import styles from '../../styles/search-results.css?inline';
import { adoptStyles } from '../adopt-styles.ts';
import { buttonOf, elementOf } from '../element.ts';
import { fold } from '../fold.ts';
import { keepAddress, showAsked } from '../list-controls.ts';
import { allNames, pathOf } from '../names.ts';
import { type FoundArticle, loadPagefind, type Pagefind, type PagefindResult } from '../pagefind.ts';
import { areKnown, askEngine, type Order, orders, within } from './ask-engine.ts';
import { type Completion, completeOperators } from './completion.ts';
import { sendFound } from './found.ts';
import { type FoundName, NameFinder } from './name-finder.ts';
import { isOfType, narrow } from './narrow.ts';
import {
  type Operator,
  type OperatorName,
  parseQuery,
  plainWords,
  type QueryPart,
  valuesMeant,
  withOperator,
  withoutPart,
} from './query.ts';
import { keepSearch } from './recent.ts';
import { ResultList, type Row } from './results.ts';
import { startScreen } from './start-screen.ts';

/** In milliseconds: between the last key and the question to the engine; until a wait is spoken of; until it is given up. */
const pause = 100;
const shortWait = 300;
const longWait = 10_000;
const pageSize = 12;
/** So many articles found by their names come before what the engine finds. */
const maxNames = 5;
/** So many of almost that name. */
const maxAlike = 3;
/** With fewer answers to what was typed, something else may have been meant. */
const few = 3;
/** Of a larger wiki, the names of the most linked articles answer at once and mend typing errors; the engine knows the others. */
const maxNamesLoaded = 20_000;

const orderLabels: Readonly<Record<Order, string>> = { relevance: 'Best match', changed: 'Last changed', links: 'Most linked' };

interface Options {
  /** The address follows what is typed, as `?q=…&type=…&sort=…`. */
  readonly keepsAddress: boolean;
}

const started = new WeakSet<HTMLElement>();

/** Brings a panel to life; later calls for the same panel show what it has. */
export function startSearch(panel: HTMLElement, { keepsAddress }: Options): void {
  const field = panel.querySelector('input');
  const status = panel.querySelector<HTMLElement>('.search-status');
  const results = panel.querySelector<HTMLElement>('.search-results');
  const types = panel.querySelector<HTMLElement>('.search-types');
  const { indexHref } = panel.dataset;
  if (!field || !status || !results || !types || !indexHref) return;
  if (started.has(panel)) return;
  started.add(panel);
  adoptStyles(styles);
  new Search({ panel, field, status, results, types, indexHref, keepsAddress });
}

interface Elements extends Options {
  readonly panel: HTMLElement;
  readonly field: HTMLInputElement;
  readonly status: HTMLElement;
  readonly results: HTMLElement;
  readonly types: HTMLElement;
  readonly indexHref: string;
}

class Search {
  readonly #elements: Elements;
  readonly #home = document.documentElement.dataset['home'] ?? '/';
  readonly #labels: readonly string[];
  readonly #list: ResultList;
  readonly #names = new NameFinder();
  readonly #completion: Completion;
  readonly #sort = elementOf('select', '');
  readonly #chips = elementOf('ul', 'search-chips');
  /** What is said and offered between the count and the results. */
  readonly #notes = elementOf('div', 'search-notes');
  readonly #more = buttonOf('', () => void this.#showMore(), 'search-more');
  #start: HTMLElement | undefined;
  #isReady = false;
  /** Grows with every change, so that an answer that comes after a newer question is dropped. */
  #turn = 0;
  #timer = 0;
  #shown = pageSize;
  #answer: Promise<void> = Promise.resolve();

  constructor(elements: Elements) {
    this.#elements = elements;
    const { panel, field, status, results, types } = elements;
    this.#labels = [...panel.querySelectorAll<HTMLElement>('template[data-badge-of]')].map(
      ({ dataset }) => dataset['badgeOf'] ?? '',
    );
    this.#list = new ResultList(results, panel);
    this.#chips.ariaLabel = 'The search is narrowed by';
    this.#more.hidden = true;
    results.after(this.#more);
    status.after(this.#notes);
    this.#makeTools(types, status);
    this.#completion = completeOperators(field, (name) => this.#valuesOf(name));
    this.#readAddress();
    this.#listen();
    void this.#loadNames();
    // So that it is there when the first question is.
    loadPagefind(elements.indexHref).then(
      () => {
        this.#isReady = true;
      },
      () => undefined,
    );
    this.#change();
  }

  #listen(): void {
    const { panel, field, results } = this.#elements;
    field.addEventListener('input', () => this.#change());
    field.form?.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#openFirst(false);
    });
    panel.addEventListener('keydown', (event) => this.#onKey(event));
    const onOpen = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a') : null;
      if (link && event.button < 2) this.#onOpen(link);
    };
    results.addEventListener('click', onOpen);
    results.addEventListener('auxclick', onOpen);
    panel.closest('dialog')?.addEventListener('close', () => {
      if (field.value.trim() === '') this.#change();
    });
  }

  /** Everything that follows from what the field says now. */
  #change(): void {
    const { field, keepsAddress, status } = this.#elements;
    const turn = ++this.#turn;
    const parts = parseQuery(field.value);
    clearTimeout(this.#timer);
    this.#shown = pageSize;
    if (keepsAddress) this.#writeAddress(parts);
    this.#showChips(parts);
    this.#more.hidden = true;
    if (parts.length === 0) {
      status.textContent = '';
      this.#notes.replaceChildren();
      this.#list.show([], []);
      this.#showStart(true);
      this.#answer = Promise.resolve();
      return;
    }
    this.#showStart(false);
    const named = this.#named(parts);
    if (named.length > 0 || !this.#isReady) this.#show(named, named.length > 0 ? [] : this.#alike(parts), parts, undefined);
    this.#answer = new Promise((resolve) => {
      this.#timer = window.setTimeout(() => resolve(this.#ask(turn, parts, named)), pause);
    });
  }

  /** Articles called what was typed, where names can tell: they know types, but no tags and no texts. */
  #named(parts: readonly QueryPart[]): FoundName[] {
    if (!asksOnlyNames(parts) || this.#sort.value !== orders[0]) return [];
    return this.#names.find(plainWords(parts)).filter(({ name }) => isOfType(name.type, parts, this.#labels));
  }

  async #ask(turn: number, parts: readonly QueryPart[], named: readonly FoundName[]): Promise<void> {
    const { status, indexHref, field } = this.#elements;
    const waiting = setTimeout(() => {
      if (turn === this.#turn) status.textContent = named.length > 0 ? 'Names; looking through the texts…' : 'Looking…';
    }, shortWait);
    try {
      const pagefind = await within(longWait, loadPagefind(indexHref));
      const { filters, unknown } = await within(
        longWait,
        narrow(parts, async (name) => [...(await this.#valuesOf(name)).keys()]),
      );
      const words = plainWords(parts);
      const hits =
        unknown.length > 0 ? [] : await within(longWait, askEngine(pagefind, parts, filters, this.#sort.value as Order));
      const alike = named.length > 0 ? [] : this.#alike(parts);
      // What articles do say is no typing error, whatever names are like it.
      const isMeant = hits.length >= few && alike.length > 0 && (await within(longWait, areKnown(pagefind, wordsIn(words))));
      const meant = isMeant ? [] : alike;
      const texts = await within(longWait, textsOf(hits.slice(0, this.#shown)));
      const ofNames = await within(longWait, textsOf(await hitsOfNames(pagefind, meant)));
      if (turn !== this.#turn) return;
      this.#show(named, meant, parts, texts, ofNames);
      const count = Math.max(hits.length, this.#elements.results.children.length);
      status.textContent = count === 0 ? `Nothing found for “${field.value.trim()}”.` : countOf(count);
      this.#showNotes(parts, unknown, count, isMeant);
      this.#more.hidden = hits.length <= this.#shown;
      this.#more.textContent = `Show ${Math.min(pageSize, hits.length - this.#shown)} more`;
    } catch (error) {
      if (turn === this.#turn) this.#showFailure(error, parts, named);
    } finally {
      clearTimeout(waiting);
    }
  }

  #alike(parts: readonly QueryPart[]): FoundName[] {
    if (!asksOnlyNames(parts)) return [];
    return this.#names
      .findAlike(plainWords(parts))
      .filter(({ name }) => isOfType(name.type, parts, this.#labels))
      .slice(0, maxAlike);
  }

  /**
   * First those with the name that was typed, then almost that, then by their texts; each article once.
   *
   * @param texts undefined while the engine is still looking
   * @param ofNames what it has of those with almost that name
   */
  #show(
    named: readonly FoundName[],
    alike: readonly FoundName[],
    parts: readonly QueryPart[],
    texts: readonly PagefindResult[] | undefined,
    ofNames: readonly PagefindResult[] = [],
  ): void {
    const byPath = pathsOf(texts ?? []);
    const known = new Map([...pathsOf(ofNames), ...byPath]);
    const byName = [...named.slice(0, texts && texts.length > 0 ? maxNames : pageSize), ...alike].map(({ name, alias }): Row => {
      const href = pathOf(this.#home, name.id);
      const result = known.get(href);
      return { href, title: name.title, type: name.type, ...(alias !== undefined && { alias }), ...(result && { result }) };
    });
    const byText = [...byPath].map(
      ([href, result]): Row => ({ href, title: result.meta.title ?? href, type: result.meta.type ?? '', result }),
    );
    const once = new Map([...byText, ...byName].map((row) => [row.href, row]));
    const order = new Set([...byName, ...byText].map(({ href }) => href));
    this.#list.show(
      [...order].map((href) => once.get(href) as Row),
      wordsIn(plainWords(parts)),
      texts !== undefined,
    );
  }

  /** What to do when little or nothing was found: another spelling, fewer conditions. */
  #showNotes(parts: readonly QueryPart[], unknown: readonly Operator[], count: number, isMeant: boolean): void {
    const notes: HTMLElement[] = unknown.map(({ name, text }) =>
      elementOf('p', '', `No article has ${name === 'is' ? 'the state' : `a ${name} that begins with`} “${text}”.`),
    );
    const words = plainWords(parts);
    const corrected = isMeant || count >= pageSize ? undefined : this.#names.correct(words);
    if (corrected !== undefined) {
      const instead = [
        corrected,
        ...parts.filter(({ kind, isExcluded }) => kind !== 'word' || isExcluded).map((part) => this.#written(part)),
      ];
      notes.push(
        elementOf(
          'p',
          '',
          'Did you mean ',
          buttonOf(corrected, () => this.#type(instead.join(' ')), 'search-instead'),
          '?',
        ),
      );
    }
    const narrowing = parts.filter((part) => part.isExcluded || part.kind !== 'word');
    if (count === 0 && narrowing.length > 0 && (words !== '' || narrowing.length > 1)) {
      const loosen = elementOf('p', '', 'Search without ');
      for (const part of narrowing)
        loosen.append(
          buttonOf(this.#written(part), () => this.#type(withoutPart(this.#elements.field.value, part)), 'search-instead'),
          ' ',
        );
      notes.push(loosen);
    }
    if (count === 0) {
      const all = elementOf('a', '', 'list of all articles');
      all.href = `${this.#home}all/`;
      notes.push(elementOf('p', '', 'Fewer or other words may find it; so may the ', all, '.'));
    }
    this.#notes.replaceChildren(...notes);
  }

  /** Names are found without the engine. */
  #showFailure(error: unknown, parts: readonly QueryPart[], named: readonly FoundName[]): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#show(named, named.length > 0 ? [] : this.#alike(parts), parts, []);
    this.#elements.status.textContent = 'The search index could not be loaded, so only names of articles are looked through.';
    this.#notes.replaceChildren(
      elementOf('p', 'search-reason', reason),
      elementOf(
        'p',
        '',
        buttonOf('Try again', () => this.#change(), 'search-instead'),
      ),
    );
  }

  async #showMore(): Promise<void> {
    const last = this.#elements.results.lastElementChild;
    this.#shown += pageSize;
    const parts = parseQuery(this.#elements.field.value);
    await this.#ask(++this.#turn, parts, this.#named(parts));
    if (this.#more.hidden || document.activeElement === document.body)
      last?.nextElementSibling?.querySelector<HTMLElement>('a')?.focus();
  }

  async #loadNames(): Promise<void> {
    const { field } = this.#elements;
    try {
      await allNames(this.#home, maxNamesLoaded, (names, first) => {
        this.#names.add(names, first);
        // The first of them may answer what was typed meanwhile.
        if (first === 0 && field.value.trim() !== '') this.#change();
      });
      if (field.value.trim() !== '') this.#change();
    } catch {
      // The engine finds names too.
    }
  }

  /** Those of types are known from the page; of all else the engine is asked. */
  async #valuesOf(name: OperatorName): Promise<ReadonlyMap<string, number | undefined>> {
    if (name === 'type') return new Map(this.#labels.map((label) => [label, undefined]));
    const pagefind = await within(longWait, loadPagefind(this.#elements.indexHref));
    return new Map(Object.entries(await within(longWait, pagefind.valuesOf(name))));
  }

  #makeTools(types: HTMLElement, status: HTMLElement): void {
    for (const label of this.#labels.length > 1 ? this.#labels : []) {
      const chip = buttonOf('', () => this.#toggleType(label));
      chip.dataset['type'] = label;
      chip.append(
        this.#elements.panel
          .querySelector<HTMLTemplateElement>(`template[data-badge-of="${CSS.escape(label)}"]`)
          ?.content.cloneNode(true) ?? label,
      );
      types.append(chip);
    }
    types.hidden = this.#labels.length < 2;
    for (const order of orders) this.#sort.append(new Option(orderLabels[order], order));
    this.#sort.ariaLabel = 'Order';
    this.#sort.className = 'search-sort';
    this.#sort.addEventListener('change', () => this.#change());
    const line = elementOf('div', 'search-line');
    status.before(this.#chips, line);
    line.append(status, this.#sort);
  }

  /** What narrows the search, each to be taken away; types stand among the buttons for types. */
  #showChips(parts: readonly QueryPart[]): void {
    const { types, field } = this.#elements;
    const wanted = new Set(typesIn(parts).flatMap(({ text }) => valuesMeant(text, this.#labels)));
    for (const chip of types.querySelectorAll<HTMLElement>('button'))
      chip.ariaPressed = String(wanted.has(chip.dataset['type'] ?? ''));
    const shown = parts.filter(
      (part) =>
        part.text !== '' &&
        (part.kind !== 'word' || part.isExcluded) &&
        (types.hidden || !typesIn([part]).length || !wantedOf(part, this.#labels)),
    );
    this.#chips.hidden = shown.length === 0;
    this.#chips.replaceChildren(
      ...shown.map((part) => {
        const written = this.#written(part);
        const chip = buttonOf('', () => {
          this.#type(withoutPart(field.value, part));
        });
        chip.append(elementOf('bdi', '', written), elementOf('span', 'chip-sign', '✕'));
        chip.ariaLabel = `Without ${written}`;
        return elementOf('li', '', chip);
      }),
    );
    this.#sort.hidden = parts.length === 0;
  }

  #toggleType(label: string): void {
    const text = this.#elements.field.value;
    const same = typesIn(parseQuery(text)).filter((operator) => valuesMeant(operator.text, this.#labels).includes(label));
    // From the last, so that those before it stay where they are.
    const without = same.reduceRight(withoutPart, text);
    this.#type(same.length > 0 ? without : withOperator(text, 'type', label), 0, false);
  }

  #written({ from, to }: QueryPart): string {
    return this.#elements.field.value.slice(from, to);
  }

  /** Puts words into the field as if they had been typed. */
  #type(text: string, caretFromEnd = 0, takesFocus = true): void {
    const { field } = this.#elements;
    field.value = text;
    if (takesFocus) {
      field.focus();
      field.setSelectionRange(text.length - caretFromEnd, text.length - caretFromEnd);
    }
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  #showStart(isShown: boolean): void {
    this.#start?.remove();
    this.#start = undefined;
    if (!isShown) return;
    this.#start = startScreen(this.#labels, (text, caretFromEnd) => this.#type(text, caretFromEnd));
    this.#elements.results.before(this.#start);
  }

  /** Types stand in the address by themselves, so that a link may name one. */
  #writeAddress(parts: readonly QueryPart[]): void {
    const { field } = this.#elements;
    const types = typesIn(parts);
    keepAddress({
      q: types.reduceRight<string>(withoutPart, field.value.trim()),
      type: types.map(({ text }) => text),
      sort: this.#sort.value === orders[0] ? '' : this.#sort.value,
    });
  }

  #readAddress(): void {
    const { field, keepsAddress } = this.#elements;
    if (!keepsAddress) return;
    const asked = new URLSearchParams(location.search);
    const words = asked.get('q') ?? '';
    showAsked(
      field,
      asked.getAll('type').reduce((text, type) => withOperator(text, 'type', type), words),
    );
    showAsked(this.#sort, asked.get('sort') ?? '');
  }

  /** Opens the best match as soon as it is known what that is. */
  async #openFirst(inNewTab: boolean): Promise<void> {
    const text = this.#elements.field.value;
    const [best] = this.#named(parseQuery(text));
    if (best?.match !== 'same') await this.#answer;
    const link = this.#list.first;
    if (!link || this.#elements.field.value !== text) return;
    if (!inNewTab) return link.click();
    this.#onOpen(link);
    window.open(link.href, '_blank', 'noopener');
  }

  #onOpen(link: HTMLAnchorElement): void {
    const { field } = this.#elements;
    keepSearch(field.value);
    const result = this.#list.rowOf(link)?.result;
    const parts = parseQuery(field.value).filter(({ kind, isExcluded }) => kind !== 'operator' && !isExcluded);
    const found = [...(result?.excerpt.matchAll(/<mark>(.*?)<\/mark>/g) ?? [])].map(([, word = '']) => word);
    sendFound(new URL(link.href).pathname, [...new Set([...parts.map(({ text }) => text), ...found].flatMap(wordsIn))]);
  }

  #onKey(event: KeyboardEvent): void {
    const { panel, field } = this.#elements;
    const target = event.target as HTMLElement;
    if (target === field && this.#completion.takesKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.isComposing) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape' && panel.closest('dialog')) {
      // The field would empty itself first; what was looked for is kept for the next time.
      event.preventDefault();
      panel.closest('dialog')?.close();
      // Where there was no focus to give back, the next key would still be the field's.
      if (panel.contains(document.activeElement)) field.blur();
    } else if (event.key === 'Enter' && isCommand && target === field) {
      event.preventDefault();
      void this.#openFirst(true);
    } else if (event.key.length === 1 && !isCommand && !event.altKey && event.key !== ' ' && target.closest('.search-results')) {
      // Who types on while in the results goes on with the question.
      field.focus();
    } else this.#move(event, target);
  }

  /** Up and down go through the field and all there is to open; Home and End to the first and last of these. */
  #move(event: KeyboardEvent, target: HTMLElement): void {
    const { panel, field } = this.#elements;
    const stops = [
      field,
      ...panel.querySelectorAll<HTMLElement>(
        '.search-notes button, .search-start :is(.search-again, .search-example, a), .search-results a, .search-more:not([hidden])',
      ),
    ];
    const at = stops.indexOf(target);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: at > 0 ? 1 : -1, End: at > 0 ? stops.length - 1 : -1 }[event.key];
    const stop = stops[to ?? -1];
    if (!stop) return;
    event.preventDefault();
    stop.focus();
    if (stop === field) stop.scrollIntoView({ block: 'nearest' });
    else (stop.closest('.result') ?? stop).scrollIntoView({ block: 'nearest' });
  }
}

/** Names can answer what asks for no phrases, tags and texts. */
function asksOnlyNames(parts: readonly QueryPart[]): boolean {
  return parts.every(
    (part) =>
      part.text === '' || (part.kind === 'word' && !part.isExcluded) || (part.kind === 'operator' && part.name === 'type'),
  );
}

function typesIn(parts: readonly QueryPart[]): Operator[] {
  return parts.filter(
    (part): part is Operator => part.kind === 'operator' && part.name === 'type' && !part.isExcluded && part.text !== '',
  );
}

function wantedOf({ text }: QueryPart, labels: readonly string[]): boolean {
  return valuesMeant(text, labels).length > 0;
}

function wordsIn(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Those that come; an article that cannot be fetched is no reason to show none. */
async function textsOf(hits: readonly FoundArticle[]): Promise<PagefindResult[]> {
  const answers = await Promise.allSettled(hits.map((hit) => within(longWait, hit.data())));
  const texts = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [first] = answers;
  if (texts.length === 0 && first?.status === 'rejected') throw first.reason;
  return texts;
}

/** The best answer for each of these titles, which is its article but for those with the same name. */
async function hitsOfNames(pagefind: Pagefind, names: readonly FoundName[]): Promise<FoundArticle[]> {
  const answers = await Promise.all(names.map(({ name }) => pagefind.search(name.title)));
  return answers.flatMap(({ results: [first] }) => (first ? [first] : []));
}

function pathsOf(texts: readonly PagefindResult[]): Map<string, PagefindResult> {
  return new Map(texts.map((text) => [new URL(text.url, location.href).pathname, text]));
}

function countOf(count: number): string {
  return count === 1 ? '1 article' : `${count.toLocaleString('en')} articles`;
}
