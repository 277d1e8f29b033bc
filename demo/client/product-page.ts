import { priceText, productById } from '../products.ts';
import { quantityOf, setQuantity } from './cart-store.ts';
import { dialogById } from './dialogs.ts';

/** Choosing a finish and a quantity, and putting the product into the cart. */
export function runProductPage(): void {
  const product = productById(document.querySelector<HTMLElement>('[data-product]')?.dataset.product ?? '');
  const shadeName = document.querySelector('[data-shade-name]');
  if (!product) return;
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="shade"]')) {
    radio.addEventListener('change', () => {
      if (shadeName) shadeName.textContent = radio.dataset.label ?? '';
    });
  }
  document.querySelector('[data-add-to-cart]')?.addEventListener('click', () => {
    const wanted = Number(document.querySelector('.buy quantity-stepper')?.getAttribute('value') ?? '1');
    setQuantity(product.id, quantityOf(product.id) + wanted);
    const summary = document.querySelector('[data-added-summary]');
    if (summary) summary.textContent = `${wanted} × ${priceText(product.priceCents)}, ${shadeName?.textContent ?? ''}`;
    dialogById('added-dialog')?.showModal();
  });
}
