import { priceText } from '../products.ts';
import { type CartLine, readCart, setQuantity, watchCart } from './cart-store.ts';
import { showTotals } from './cart-summary.ts';

export function runCartPage(): void {
  const list = document.querySelector<HTMLElement>('[data-cart-lines]');
  const template = document.querySelector<HTMLTemplateElement>('[data-cart-line-template]');
  const empty = document.querySelector<HTMLElement>('[data-cart-empty]');
  if (!list || !template || !empty) return;
  watchCart(() => {
    const lines = readCart();
    list.replaceChildren(...lines.map((line) => cartLine(template, line)));
    empty.hidden = lines.length > 0;
    showTotals(lines);
  });
}

function cartLine(template: HTMLTemplateElement, { product, quantity }: CartLine): DocumentFragment {
  const piece = document.importNode(template.content, true);
  const address = `/product/${product.id}`;
  const picture = piece.querySelector<HTMLAnchorElement>('.cart-picture');
  const name = piece.querySelector<HTMLAnchorElement>('h2 a');
  const stepper = piece.querySelector('quantity-stepper');
  if (picture) {
    picture.href = address;
    picture.innerHTML = product.picture();
  }
  if (name) {
    name.href = address;
    name.textContent = product.name;
  }
  const tagline = piece.querySelector('p');
  if (tagline) tagline.textContent = product.tagline;
  const price = piece.querySelector('.price');
  if (price) price.textContent = priceText(product.priceCents * quantity);
  stepper?.setAttribute('value', String(quantity));
  stepper?.addEventListener('quantity-change', (event) => {
    if (event instanceof CustomEvent) setQuantity(product.id, Number(event.detail));
  });
  piece.querySelector('button')?.addEventListener('click', () => setQuantity(product.id, 0));
  return piece;
}
