import type { Language } from '../../../shared/protocol/languages.ts';

/** A text about a number, in the forms that its language has for numbers. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, (count: number) => string>> & {
  other(count: number): string;
};

export function inNumber(language: Language, { other, ...forms }: Plural, count: number): string {
  const rule = new Intl.PluralRules(language).select(count);
  return ((rule === 'other' ? undefined : forms[rule]) ?? other)(count);
}
