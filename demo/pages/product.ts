import { CATEGORY_NAMES, PRODUCTS, type Product, priceText } from '../products.ts';
import { REVIEWS } from '../reviews.ts';
import { escapeHtml } from './html.ts';
import { icon } from './icons.ts';
import type { PageParts } from './layout.ts';
import { productCard } from './product-card.ts';

const SHADES = [
  { id: 'natural', label: 'Natural', colour: '#d9b483' },
  { id: 'forest', label: 'Forest', colour: '#3f5a48' },
  { id: 'clay', label: 'Clay', colour: '#b85f3f' },
];

export function productPage(product: Product): PageParts {
  const related = PRODUCTS.filter(({ id, category }) => category === product.category && id !== product.id);
  return {
    title: `${product.name} · Halden`,
    name: 'product',
    main: `<nav class="crumbs" aria-label="Breadcrumb"><a href="/products">Everything</a><a href="/products/${product.category}">${CATEGORY_NAMES[product.category]}</a><span>${escapeHtml(product.name)}</span></nav>
<div class="product" data-product="${product.id}">
  <div class="product-picture">${product.picture()}</div>
  <div class="product-text">
    <h1>${escapeHtml(product.name)}</h1>
    <p class="lead">${escapeHtml(product.tagline)}</p>
    <p class="product-row"><span class="price price-large">${priceText(product.priceCents)}</span><star-rating value="${product.rating}" count="${product.reviewCount}"></star-rating></p>
    <p>${escapeHtml(product.description)}</p>
    <fieldset class="shades"><legend>Finish: <b data-shade-name>${SHADES[0]?.label}</b></legend>${SHADES.map(
      ({ id, label, colour }, index) =>
        `<label class="shade" style="--shade:${colour}"><input type="radio" name="shade" value="${id}" data-label="${label}"${index === 0 ? ' checked' : ''}><span class="visually-hidden">${label}</span></label>`,
    ).join('')}</fieldset>
    <div class="buy"><quantity-stepper value="1" max="9"></quantity-stepper><button class="button" type="button" data-add-to-cart>Add to cart</button></div>
    <p class="dispatch">${icon('truck')}<span>Leaves today if you order within <strong data-dispatch-countdown>--:--:--</strong></span></p>
    <dl class="details">${product.details.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('')}</dl>
    <details class="fold"><summary>Delivery and returns</summary><p>Two to four working days, carried to the room you choose. 100 days to send it back; we pay the way.</p></details>
    <details class="fold"><summary>Care and repair</summary><p>A dry cloth, most days. Every part can be ordered, and we mend what breaks for ten years.</p></details>
  </div>
</div>
<section class="section reviews"><div class="section-head"><h2>What people say</h2><star-rating value="${product.rating}" count="${product.reviewCount}"></star-rating></div>
  <ul class="review-list" tabindex="0" aria-label="Reviews">${REVIEWS.map(
    ({ stars, title, text, when }) =>
      `<li><star-rating value="${stars}"></star-rating><h3>${escapeHtml(title)}</h3><p>${escapeHtml(text)}</p><small>${when}, bought here</small></li>`,
  ).join('')}</ul>
</section>
<section class="section"><div class="section-head"><h2>Goes well with it</h2></div><div class="grid">${related.slice(0, 4).map(productCard).join('')}</div></section>
<dialog class="dialog" id="added-dialog" aria-labelledby="added-title">
  <div class="added"><div class="added-picture">${product.picture()}</div><div><p class="added-mark">${icon('check')}In your cart</p><h2 id="added-title">${escapeHtml(product.name)}</h2><p data-added-summary></p></div></div>
  <p class="dialog-actions"><button class="button button-quiet" type="button" data-close-dialog>Keep looking</button><a class="button" href="/cart">Go to cart</a></p>
</dialog>`,
  };
}
