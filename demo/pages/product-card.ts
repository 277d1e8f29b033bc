import { type Product, priceText } from '../products.ts';
import { escapeHtml } from './html.ts';

/** A product in a grid. */
export function productCard(product: Product): string {
  return `<article class="card" data-price="${product.priceCents}" data-rating="${product.rating}" data-name="${escapeHtml(product.name)}">
  <a class="card-picture" href="/product/${product.id}" tabindex="-1" aria-hidden="true">${product.picture()}${
    product.badge ? `<span class="badge">${escapeHtml(product.badge)}</span>` : ''
  }</a>
  <div class="card-text">
    <h3><a href="/product/${product.id}">${escapeHtml(product.name)}</a></h3>
    <p class="card-tagline">${escapeHtml(product.tagline)}</p>
    <p class="card-row"><span class="price">${priceText(product.priceCents)}</span><star-rating value="${product.rating}" count="${product.reviewCount}"></star-rating></p>
  </div>
</article>`;
}
