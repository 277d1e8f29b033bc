import { CATEGORY_NAMES, type Category, PRODUCTS } from '../products.ts';
import type { PageParts } from './layout.ts';
import { productCard } from './product-card.ts';

/** All products, or those of one category. */
export function productListPage(category?: Category): PageParts {
  const products = PRODUCTS.filter((product) => category === undefined || product.category === category);
  const title = category ? CATEGORY_NAMES[category] : 'Everything';
  const tab = (href: string, label: string, current: boolean) =>
    `<a href="${href}"${current ? ' aria-current="page"' : ''}>${label}</a>`;
  return {
    title: `${title} · Halden`,
    name: 'product-list',
    main: `<div class="list-head"><h1>${title}</h1><p>${products.length} pieces, each in stock and ready to leave.</p></div>
<div class="toolbar">
  <nav class="tabs" aria-label="Category">${tab('/products', 'Everything', category === undefined)}${Object.entries(
    CATEGORY_NAMES,
  )
    .map(([id, label]) => tab(`/products/${id}`, label, id === category))
    .join('')}</nav>
  <label class="search"><span class="visually-hidden">Search</span><input type="search" data-product-search placeholder="Search these pieces"></label>
  <label class="sort"><span>Sort</span><select data-product-sort>
    <option value="featured">Featured</option><option value="price-up">Price, low to high</option><option value="price-down">Price, high to low</option><option value="rating">Best rated</option>
  </select></label>
</div>
<div class="grid" data-product-grid>${products.map(productCard).join('')}</div>
<p class="empty" data-product-empty hidden>Nothing here by that name. Try “lamp” or “mug”.</p>`,
  };
}

export function isCategory(text: string): text is Category {
  return text in CATEGORY_NAMES;
}
