import { attributeOf } from '../capture/natives.ts';

/** `autocomplete` tokens whose fields hold secrets (HTML, "Autofill"). `cc-*` is matched by prefix. */
const SECRET_TOKENS = new Set(['current-password', 'new-password', 'one-time-code']);

/** Names that sites give to secret fields without saying so in `type` or `autocomplete`; in words. */
const SECRET_NAME =
  /pass ?(?:word|wd|code|phrase|wort)|\b(?:pwd|pin|cv[cv]2?|csc|m?otp|totp|mfa)\b|\b(?:card|cc) ?(?:number|num|no|csc|cvc)\b|security ?code|verification ?code|one ?time/;

/**
 * Knows which fields hold secrets. Once a secret, always a secret: a password field that a page switches to text
 * ("show password") stays hidden, and so do fields that were one before they were looked at.
 */
export class Credentials {
  private readonly known = new WeakSet<Element>();
  /** Names and ids of secret fields: what takes the place of one under its name is one, too. */
  private readonly names = new Set<string>();

  /** Remembers a field as secret for good. */
  remember(element: Element): void {
    this.known.add(element);
    for (const name of namesOf(element)) this.names.add(name);
  }

  /** Whether a field that was harmless when it was last looked at is one no longer. */
  turned(element: Element): boolean {
    return !this.known.has(element) && this.has(element);
  }

  /** @param element an `<input>`, `<textarea>` or `<select>` */
  has(element: Element): boolean {
    if (this.known.has(element)) return true;
    if (!isSecret(element) && !namesOf(element).some((name) => this.names.has(name))) return false;
    this.remember(element);
    return true;
  }
}

function isSecret(element: Element): boolean {
  const type = attributeOf(element, 'type')?.toLowerCase();
  if (type === 'password') return true;
  for (const token of (attributeOf(element, 'autocomplete') ?? '').toLowerCase().split(/\s+/)) {
    if (token.startsWith('cc-') || SECRET_TOKENS.has(token)) return true;
  }
  if (type === 'checkbox' || type === 'radio' || type === 'submit' || type === 'button') return false;
  return namesOf(element).some((name) => SECRET_NAME.test(inWords(name)));
}

function namesOf(element: Element): string[] {
  return ['name', 'id'].flatMap((attribute) => attributeOf(element, attribute) || []);
}

/** `cardCvc`, `card_cvc` and `card-cvc` are all "card cvc". */
function inWords(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase();
}
