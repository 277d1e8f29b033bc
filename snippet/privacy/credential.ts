/** `autocomplete` tokens whose fields hold secrets (HTML, "Autofill"). `cc-*` is matched by prefix. */
const SECRET_TOKENS = new Set(['current-password', 'new-password', 'one-time-code']);

/** Names that sites give to secret fields without saying so in `type` or `autocomplete`. */
const SECRET_NAME =
  /pass(?:word|wd|code|phrase)|passwd|\bpin\b|\bcvc2?\b|\bcvv2?\b|card[-_ ]?(?:number|no|num)|cc[-_ ]?(?:number|num|csc|cvc)|\botp\b|one[-_ ]?time/i;

/**
 * Knows which fields hold secrets. Once a secret, always a secret: a password field that a page switches to text
 * ("show password") stays hidden, and so do fields that were one before they were looked at.
 */
export class Credentials {
  private readonly known = new WeakSet<Element>();

  /** Remembers a field as secret for good. */
  remember(element: Element): void {
    this.known.add(element);
  }

  /** Whether a field that was harmless when it was last looked at is one no longer. */
  turned(element: Element): boolean {
    return !this.known.has(element) && this.has(element);
  }

  /** @param element an `<input>`, `<textarea>` or `<select>` */
  has(element: Element): boolean {
    if (this.known.has(element)) return true;
    if (!isSecret(element)) return false;
    this.known.add(element);
    return true;
  }
}

function isSecret(element: Element): boolean {
  const type = element.getAttribute('type')?.toLowerCase();
  if (type === 'password') return true;
  for (const token of (element.getAttribute('autocomplete') ?? '').toLowerCase().split(/\s+/)) {
    if (token.startsWith('cc-') || SECRET_TOKENS.has(token)) return true;
  }
  if (type === 'checkbox' || type === 'radio' || type === 'submit' || type === 'button') return false;
  return SECRET_NAME.test(`${element.getAttribute('name') ?? ''} ${element.id}`);
}
