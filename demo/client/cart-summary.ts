import { priceText } from '../products.ts';
import { type CartLine, totalsOf } from './cart-store.ts';

/** Fills every place that shows a sum of the cart. */
export function showTotals(lines: readonly CartLine[]): void {
  const totals = totalsOf(lines);
  fill('[data-cart-items]', priceText(totals.itemsCents));
  fill('[data-cart-delivery]', totals.deliveryCents === 0 ? 'Free' : priceText(totals.deliveryCents));
  fill('[data-cart-total]', priceText(totals.totalCents));
  fill(
    '[data-cart-meter-text]',
    totals.missingCents === 0 ? 'Delivery is on us.' : `${priceText(totals.missingCents)} more for free delivery.`,
  );
  const meter = document.querySelector<HTMLElement>('[data-cart-meter]');
  if (meter) meter.style.width = `${Math.round(totals.freeDeliveryShare * 100)}%`;
  const summary = document.querySelector<HTMLElement>('[data-cart-summary]');
  if (summary) summary.hidden = lines.length === 0;
}

function fill(selector: string, text: string): void {
  for (const place of document.querySelectorAll(selector)) place.textContent = text;
}
