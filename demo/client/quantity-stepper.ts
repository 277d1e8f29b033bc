const STYLE = `
:host { display: inline-flex; border: 1px solid #d8cfc1; border-radius: 999px; background: #fff; overflow: hidden; }
button { width: 2.6rem; border: 0; background: none; font: inherit; font-size: 1.15rem; color: inherit; cursor: pointer; }
button:hover:not(:disabled) { background: #f3ede3; }
button:focus-visible, input:focus-visible { outline: 2px solid #2f4a3c; outline-offset: -3px; border-radius: 999px; }
button:disabled { color: #b8afa2; cursor: default; }
input { width: 2.2rem; border: 0; background: none; text-align: center; font: inherit; color: inherit; appearance: textfield; -moz-appearance: textfield; }
input::-webkit-inner-spin-button { appearance: none; }
`;

/** `<quantity-stepper value="1" max="9">`: a form control in a shadow root; fires `quantity-change` with the number. */
export class QuantityStepper extends HTMLElement {
  static readonly observedAttributes = ['value'];
  readonly #root = this.attachShadow({ mode: 'open', delegatesFocus: true });
  readonly #input = document.createElement('input');
  readonly #less = stepButton('−', 'One less');
  readonly #more = stepButton('+', 'One more');

  constructor() {
    super();
    const style = document.createElement('style');
    style.textContent = STYLE;
    this.#input.type = 'number';
    this.#input.min = '1';
    this.#input.setAttribute('aria-label', 'Quantity');
    this.#root.append(style, this.#less, this.#input, this.#more);
    this.#less.addEventListener('click', () => this.#set(this.#value - 1));
    this.#more.addEventListener('click', () => this.#set(this.#value + 1));
    this.#input.addEventListener('change', () => this.#set(Number(this.#input.value)));
  }

  connectedCallback(): void {
    this.#show();
  }

  attributeChangedCallback(): void {
    this.#show();
  }

  get #value(): number {
    return Number(this.getAttribute('value') ?? '1');
  }

  get #max(): number {
    return Number(this.getAttribute('max') ?? '9');
  }

  #set(wanted: number): void {
    const value = Math.max(1, Math.min(this.#max, Math.round(wanted) || 1));
    this.setAttribute('value', String(value));
    this.dispatchEvent(new CustomEvent('quantity-change', { detail: value, bubbles: true }));
  }

  #show(): void {
    this.#input.value = String(this.#value);
    this.#less.disabled = this.#value <= 1;
    this.#more.disabled = this.#value >= this.#max;
  }
}

function stepButton(sign: string, label: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = sign;
  button.setAttribute('aria-label', label);
  return button;
}
