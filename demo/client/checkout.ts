import { priceText } from '../products.ts';
import { emptyCart, readCart, watchCart } from './cart-store.ts';
import { showTotals } from './cart-summary.ts';
import { dialogById } from './dialogs.ts';

export function runCheckout(): void {
  const form = document.querySelector<HTMLFormElement>('[data-checkout]');
  if (!form) return;
  watchCart(() => {
    showTotals(readCart());
    showMiniLines();
  });
  groupDigits(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = [...form.elements].find((control) => control instanceof HTMLInputElement && !control.checkValidity());
    showError('[data-form-error]', wrong ? 'Something is missing: please look at the marked field.' : '');
    form.classList.toggle('checked', wrong !== undefined);
    if (wrong instanceof HTMLInputElement) wrong.focus();
    else dialogById('code-dialog')?.showModal();
  });
  document.querySelector('[data-code-form]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const code = document.querySelector<HTMLInputElement>('input[name="one-time-code"]')?.value ?? '';
    if (!/^\d{6}$/.test(code)) return showError('[data-code-error]', 'The code has six digits.');
    dialogById('code-dialog')?.close();
    finish();
  });
}

function finish(): void {
  emptyCart();
  document.querySelector('.cart')?.remove();
  document.querySelector('[data-thanks]')?.removeAttribute('hidden');
  document.title = 'Thank you · Halden';
  history.replaceState(null, '', '/checkout/thank-you');
  window.scrollTo({ top: 0 });
}

function showMiniLines(): void {
  const rows = readCart().map(({ product, quantity }) => {
    const row = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = `${quantity} × ${product.name}`;
    const price = document.createElement('span');
    price.textContent = priceText(product.priceCents * quantity);
    row.append(name, price);
    return row;
  });
  document.querySelector('[data-mini-lines]')?.replaceChildren(...rows);
}

/** `4242424242424242` becomes `4242 4242 4242 4242` while it is typed. */
function groupDigits(form: HTMLFormElement): void {
  const number = form.elements.namedItem('card-number');
  if (!(number instanceof HTMLInputElement)) return;
  number.addEventListener('input', () => {
    const digits = number.value.replace(/\D/g, '').slice(0, 16);
    number.value = digits.replace(/(.{4})(?=.)/g, '$1 ');
  });
}

function showError(selector: string, sentence: string): void {
  const place = document.querySelector<HTMLElement>(selector);
  if (!place) return;
  place.textContent = sentence;
  place.hidden = sentence === '';
}
