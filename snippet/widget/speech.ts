import type { Language } from '../../shared/protocol/languages.ts';
import { en, type Messages } from './messages/en.ts';

/** After this, in ms, a screen that waits for its language is shown in the one that is there. */
const LONGEST_WAIT_MS = 1_000;

const LOADERS: Record<Exclude<Language, 'en'>, () => Promise<Messages>> = {
  de: () => import('./messages/de.ts').then(({ de }) => de),
  fr: () => import('./messages/fr.ts').then(({ fr }) => fr),
  es: () => import('./messages/es.ts').then(({ es }) => es),
  ja: () => import('./messages/ja.ts').then(({ ja }) => ja),
  ar: () => import('./messages/ar.ts').then(({ ar }) => ar),
};

const waitOver = () => new Promise<void>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS));

/** The texts that the widget has so far. English is always there; each other language loads when it is first wanted. */
export class Speech {
  /** In the language last wanted of which they are there. */
  messages = en;
  private readonly loaded = new Map<Language, Messages>([['en', en]]);
  private readonly waits = new Map<Language, Promise<void>>();

  /** @param onFault a language did not load */
  constructor(private readonly onFault: (fault: unknown) => void) {}

  /** From now on in this language; a promise while its texts are on their way. */
  speak(language: Language): Promise<void> | null {
    const there = this.loaded.get(language);
    if (there) {
      this.messages = there;
      return null;
    }
    if (language === 'en') return null;
    const wait = this.waits.get(language) ?? Promise.race([this.load(language), waitOver()]);
    this.waits.set(language, wait);
    return wait;
  }

  private async load(language: Exclude<Language, 'en'>): Promise<void> {
    try {
      this.loaded.set(language, await LOADERS[language]());
    } catch (fault) {
      // The next screen tries again.
      this.waits.delete(language);
      this.onFault(fault);
    }
  }
}
