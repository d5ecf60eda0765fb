/** What was made of each article, and of which answers (render/reads.ts), kept between builds: where they are the same nothing is made. */
import type { RenderContext } from '../render/context.ts';
import { answerTo, articleOf, type Question } from '../render/reads.ts';
import type { ArticleId } from '../wiki/model.ts';
import { digest } from './memory/digest.ts';
import type { ValueStore } from './memory/stores.ts';
import type { IndexEntry } from './search-index.ts';

/** Keys of the files of an article, as the ledger of the output has them. */
export interface MadeArticle {
  readonly page: string;
  readonly json: string;
  readonly markdown: string;
  /** Whether its page has a diagram that the browser draws. */
  readonly hasDiagrams: boolean;
  /** Absent where there is no search. */
  readonly search?: IndexEntry;
}

interface Kept {
  /** Each once; articles name them by their numbers. */
  readonly questions: readonly Question[];
  /** Numbers of questions, and the digest of the answers. */
  readonly articles: readonly (readonly [ArticleId, readonly number[], string, MadeArticle])[];
}

interface Entry {
  readonly questions: readonly Question[];
  /** Their digest; undefined until it is asked for. */
  readonly answers?: string;
  readonly made: MadeArticle;
}

/** The source of current answers. */
export interface AnswerSource {
  readonly context: RenderContext;
  /** Whether the text of an article might be read better another time, though its file stays the same. */
  readonly isProvisional: (id: ArticleId) => boolean;
}

export class MadeArticles {
  readonly #store: ValueStore;
  readonly #source: AnswerSource;
  readonly #before: ReadonlyMap<ArticleId, Entry>;
  readonly #next = new Map<ArticleId, Entry>();
  readonly #answers = new Map<Question, string>();

  /** @param store whose key changes when the same answers could make something else */
  constructor(store: ValueStore, source: AnswerSource) {
    this.#store = store;
    this.#source = source;
    const { questions, articles } = store.read<Kept>() ?? { questions: [], articles: [] };
    this.#before = new Map(
      articles.map(([id, numbers, answers, made]) => [
        id,
        { questions: numbers.map((number) => questions[number] ?? ''), answers, made },
      ]),
    );
  }

  /** What was made last time, when it would be made again as it was; kept for the next time too, until it is made anew. */
  standing(id: ArticleId): MadeArticle | undefined {
    const entry = this.#before.get(id);
    if (!entry || this.#digestOf(entry.questions) !== entry.answers) return undefined;
    this.#next.set(id, entry);
    return entry.made;
  }

  /** @param questions that were asked while it was made */
  keep(id: ArticleId, questions: readonly Question[], made: MadeArticle): void {
    this.#next.set(id, { questions, made });
  }

  /** Answers are asked for now: what was made is made of them, whether or not it ever gets to its place. */
  write(): void {
    const numbers = new Map<Question, number>();
    const numberOf = (question: Question): number => {
      const number = numbers.get(question) ?? numbers.size;
      numbers.set(question, number);
      return number;
    };
    const articles = [...this.#next].flatMap(([id, { questions, answers = this.#digestOf(questions), made }]) =>
      answers === undefined ? [] : [[id, questions.map(numberOf), answers, made] as const],
    );
    this.#store.write<Kept>({ questions: [...numbers.keys()], articles });
  }

  /** Undefined where one of them cannot be asked again. */
  #digestOf(questions: readonly Question[]): string | undefined {
    const answers: string[] = [];
    for (const question of questions) {
      let answer = this.#answers.get(question);
      if (answer === undefined) {
        const text = this.#answerTo(question);
        if (text === undefined) return undefined;
        // Most answers are short; the digest of a long one is asked for by many articles.
        answer = text.length > 100 ? digest(text) : text;
        this.#answers.set(question, answer);
      }
      answers.push(answer);
    }
    // No answer holds a line end outside of a string of JSON.
    return digest(answers.join('\n'));
  }

  #answerTo(question: Question): string | undefined {
    const { context, isProvisional } = this.#source;
    const article = articleOf(question);
    return article !== undefined && isProvisional(article) ? undefined : answerTo(context, question);
  }
}
