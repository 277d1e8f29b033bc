import { readCart, watchCart } from './cart-store.ts';

/** The number on the bag in the header. */
export function showCartCount(): void {
  const badge = document.querySelector<HTMLElement>('[data-cart-count]');
  if (!badge) return;
  watchCart(() => {
    const count = readCart().reduce((sum, { quantity }) => sum + quantity, 0);
    badge.textContent = String(count);
    badge.hidden = count === 0;
  });
}
