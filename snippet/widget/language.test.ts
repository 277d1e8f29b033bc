import { expect, test } from 'vitest';
import { languageFor } from './language.ts';

const pageIn = (lang: string, languages: string[]) =>
  ({ documentElement: { lang }, defaultView: { navigator: { languages } } }) as unknown as Document;

test.each([
  ['the language of the page', 'de', ['fr'], [], 'de'],
  ['by its first part, in any case', 'de-AT', ['fr'], [], 'de'],
  ['by its first part, in any case', 'FR-ca', [], [], 'fr'],
  ['by its first part, also with a script', 'ar-Arab-EG-u-nu-latn', [], [], 'ar'],
  ['of the customer where the page says none', '', ['pt-BR', 'es-MX', 'de'], [], 'es'],
  ['of the customer where the page has one that we have not', 'nl', ['ja', 'en'], [], 'ja'],
  ['of the customer where the page says nonsense', 'de_DE!', ['ar'], [], 'ar'],
  ['of the customer where the room has not that of the page', 'de', ['de', 'fr-FR'], ['ja', 'fr'], 'fr'],
  ['of the room where it has none of them', 'de', ['en'], ['fr'], 'fr'],
  ['of the room, the first that we speak', 'de', ['en'], ['tlh', 'ja', 'fr'], 'ja'],
  ['of the page where the room has it, wherever in the list', 'fr', ['de'], ['de', 'fr'], 'fr'],
  ['English where nothing else is wanted', 'nl', ['pt'], [], 'en'],
  ['English where a room names only what we do not speak', 'de', ['de'], ['tlh'], 'en'],
])('the widget speaks %s', (_why, page, customer, room, spoken) => {
  expect(languageFor(pageIn(page, customer), room)).toBe(spoken);
});

test('a document without a window speaks the language of its page', () => {
  expect(languageFor({ documentElement: { lang: 'es' }, defaultView: null } as unknown as Document, [])).toBe('es');
});
