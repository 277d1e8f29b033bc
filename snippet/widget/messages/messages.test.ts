import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../shared/protocol/languages.ts';
import { Speech } from '../speech.ts';
import { en, type Messages } from './en.ts';
import { inNumber } from './plural.ts';

/** Every text by its place, with the functions called. */
function textsOf(messages: Messages): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (place: string, value: unknown): void => {
    if (typeof value === 'string') texts.set(place, value);
    else if (typeof value === 'function') add(place, value('Ana', 'Fern'));
    else for (const [key, one] of Object.entries(value as object)) add(`${place}/${key}`, one);
  };
  const { language: _language, direction: _direction, code, ...rest } = messages;
  const { attemptsLeft: _forms, ...ownCode } = code;
  add('', { ...rest, code: ownCode });
  return texts;
}

/** Texts that are the same words as in English, and are meant to be. */
const SAME: Record<string, string[]> = {
  de: ['/code/label', '/code/placeholder'],
  fr: ['/code/label', '/code/placeholder'],
  es: ['/code/placeholder'],
  ja: ['/code/placeholder'],
  ar: ['/code/placeholder'],
};

async function spoken(language: (typeof LANGUAGES)[number]): Promise<Messages> {
  const speech = new Speech((fault) => {
    throw fault;
  });
  await speech.speak(language)?.loaded;
  speech.speak(language);
  return speech.messages;
}

const english = textsOf(en);
const leftEnglish = (texts: Map<string, string>) =>
  [...texts].filter(([place, text]) => english.get(place) === text).map(([place]) => place);

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the texts in %s', (language) => {
  test('are all there, and none is English', async () => {
    const messages = await spoken(language);
    expect(messages.language).toBe(language);
    const texts = textsOf(messages);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [place, text] of texts) expect(text.trim(), place).not.toBe('');
    expect(leftEnglish(texts).sort()).toEqual(SAME[language]);
    // Control: one that was forgotten shows.
    expect(leftEnglish(textsOf({ ...messages, ended: { ...messages.ended, close: en.ended.close } }))).toContain(
      '/ended/close',
    );
  });

  test('say who and what wherever the English ones do', async () => {
    for (const [place, text] of textsOf(await spoken(language))) {
      for (const word of ['Ana', 'Fern', 'K7M4-QX2P', 'https'])
        expect({ place, word, said: text.includes(word) }).toEqual({
          place,
          word,
          said: english.get(place)?.includes(word),
        });
    }
  });

  test('have a form for every kind of number that the language has', async () => {
    const { code } = await spoken(language);
    const counts = [0, 1, 2, 3, 11, 100];
    const rules = new Intl.PluralRules(language);
    const needed = new Set(counts.map((count) => rules.select(count)));
    expect([...needed].filter((rule) => code.attemptsLeft[rule] === undefined)).toEqual([]);
    const said = counts.map((count) => inNumber(language, code.attemptsLeft, count));
    expect(new Set(said).size).toBeGreaterThanOrEqual(needed.size);
  });
});

test('a number takes the form that its language has for it', async () => {
  const { code } = await spoken('ar');
  expect([1, 2, 3, 11].map((count) => inNumber('ar', code.attemptsLeft, count))).toEqual([
    'تبقّت محاولة واحدة.',
    'تبقّت محاولتان.',
    'تبقّت 3 محاولات.',
    'تبقّت 11 محاولة.',
  ]);
  expect([1, 2].map((count) => inNumber('en', en.code.attemptsLeft, count))).toEqual([
    'One attempt left.',
    '2 attempts left.',
  ]);
});

test('directions are those of the scripts', async () => {
  const all = await Promise.all(LANGUAGES.map(spoken));
  expect(all.filter(({ direction }) => direction === 'rtl').map(({ language }) => language)).toEqual(['ar']);
});
