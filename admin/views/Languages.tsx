import { LANGUAGES, type Language } from '../../shared/protocol/languages.ts';
import { CheckField } from '../parts/CheckField.tsx';
import { Field } from '../parts/Field.tsx';
import type { PolicyDraft } from '../use-policy-draft.ts';

/** How an admin and the people who speak it call each. */
const NAMES: Record<Language, { label: string; hint: string }> = {
  en: { label: 'English', hint: 'English' },
  de: { label: 'German', hint: 'Deutsch' },
  fr: { label: 'French', hint: 'Français' },
  es: { label: 'Spanish', hint: 'Español' },
  ja: { label: 'Japanese', hint: '日本語' },
  ar: { label: 'Arabic', hint: 'العربية' },
};

/** What the widget may speak, and which of these it speaks to everybody else. */
export function Languages({ draft: { languages }, fault }: { draft: PolicyDraft; fault: string | undefined }) {
  const chosen = languages.value;
  return (
    <>
      <div class="checks">
        {LANGUAGES.map((language) => (
          <CheckField
            key={language}
            {...NAMES[language]}
            checked={chosen.includes(language)}
            onChange={(checked) => {
              const others = languages.value.filter((each) => each !== language);
              languages.value = checked ? [...others, language] : others;
            }}
          />
        ))}
      </div>
      <Field
        label="For everybody else"
        hint="Customers are spoken to in the language of the page, else in one of their browser’s. Without a choice above the widget speaks whatever it can."
        fault={fault}
      >
        {(ids) => (
          <select
            {...ids}
            class="input"
            disabled={chosen.length < 2}
            value={chosen[0] ?? 'en'}
            onChange={({ currentTarget }) => {
              const first = languages.value.find((each) => each === currentTarget.value);
              if (first) languages.value = [first, ...languages.value.filter((each) => each !== first)];
            }}
          >
            {(chosen.length === 0 ? ['en' as const] : chosen).map((language) => (
              <option key={language} value={language}>
                {NAMES[language].label}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
