import { type Product, productById } from '../products.ts';

export interface CartLine {
  product: Product;
  quantity: number;
}

const STORAGE_KEY = 'halden-cart';
const CHANGED = 'halden-cart-changed';
const FREE_DELIVERY_FROM_CENTS = 7500;
const DELIVERY_CENTS = 590;

/** The cart as it is stored, without what is not for sale any more. */
export function readCart(): CartLine[] {
  const lines: CartLine[] = [];
  for (const [id, quantity] of Object.entries(readQuantities())) {
    const product = productById(id);
    if (product && quantity > 0) lines.push({ product, quantity });
  }
  return lines;
}

/** Sets how many of a product are in the cart; 0 removes it. */
export function setQuantity(productId: string, quantity: number): void {
  const quantities = readQuantities();
  if (quantity > 0) quantities[productId] = Math.min(quantity, 9);
  else delete quantities[productId];
  localStorage.setItem(STORAGE_KEY, JSON.stringify(quantities));
  window.dispatchEvent(new Event(CHANGED));
}

export function quantityOf(productId: string): number {
  return readQuantities()[productId] ?? 0;
}

export function emptyCart(): void {
  localStorage.removeItem(STORAGE_KEY);
  window.dispatchEvent(new Event(CHANGED));
}

/** Calls back now and whenever the cart changes, in this tab or another. */
export function watchCart(show: () => void): void {
  window.addEventListener(CHANGED, show);
  window.addEventListener('storage', show);
  show();
}

export interface Totals {
  itemsCents: number;
  deliveryCents: number;
  totalCents: number;
  /** 0 to 1: how near the cart is to free delivery. */
  freeDeliveryShare: number;
  missingCents: number;
}

export function totalsOf(lines: readonly CartLine[]): Totals {
  const itemsCents = lines.reduce((sum, { product, quantity }) => sum + product.priceCents * quantity, 0);
  const deliveryCents = itemsCents >= FREE_DELIVERY_FROM_CENTS ? 0 : DELIVERY_CENTS;
  return {
    itemsCents,
    deliveryCents,
    totalCents: itemsCents + deliveryCents,
    freeDeliveryShare: Math.min(1, itemsCents / FREE_DELIVERY_FROM_CENTS),
    missingCents: Math.max(0, FREE_DELIVERY_FROM_CENTS - itemsCents),
  };
}

function readQuantities(): Record<string, number> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(([, quantity]) => Number.isInteger(quantity)));
  } catch {
    return {};
  }
}
