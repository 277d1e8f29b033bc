import type { Language } from '../../shared/protocol/languages.ts';
import { en, type Messages } from './messages/en.ts';

/** After this, in ms, a screen that waits for its language is shown in the one that is there. */
const LONGEST_WAIT_MS = 1_000;

const LOADERS: Record<Language, () => Promise<Messages>> = {
  en: async () => en,
  de: () => import('./messages/de.ts').then(({ de }) => de),
  fr: () => import('./messages/fr.ts').then(({ fr }) => fr),
  es: () => import('./messages/es.ts').then(({ es }) => es),
  ja: () => import('./messages/ja.ts').then(({ ja }) => ja),
  ar: () => import('./messages/ar.ts').then(({ ar }) => ar),
};

/** A language on its way. */
interface Coming {
  /** It is there, or cannot be had. */
  loaded: Promise<void>;
  /** The same, or a screen has waited long enough. */
  soon: Promise<unknown>;
}

/** The texts that the widget has so far. English is always there; each other language loads when it is first wanted. */
export class Speech {
  /** In the language last wanted of which they are there. */
  messages = en;
  private readonly loaded = new Map<Language, Messages>([['en', en]]);
  private readonly coming = new Map<Language, Coming>();

  /** @param onFault a language did not load */
  constructor(private readonly onFault: (fault: unknown) => void) {}

  /** From now on in this language; or it is on its way. */
  speak(language: Language): Coming | null {
    const there = this.loaded.get(language);
    if (there) {
      this.messages = there;
      return null;
    }
    const coming = this.coming.get(language) ?? this.fetch(language);
    this.coming.set(language, coming);
    return coming;
  }

  private fetch(language: Language): Coming {
    const loaded = this.load(language);
    const waited = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS));
    return { loaded, soon: Promise.race([loaded, waited]) };
  }

  private async load(language: Language): Promise<void> {
    try {
      this.loaded.set(language, await LOADERS[language]());
    } catch (fault) {
      // The next screen tries again.
      this.coming.delete(language);
      this.onFault(fault);
    }
  }
}
