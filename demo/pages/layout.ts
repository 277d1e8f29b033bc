import { CATEGORY_NAMES } from '../products.ts';
import { escapeHtml } from './html.ts';
import { icon } from './icons.ts';

export interface PageParts {
  title: string;
  /** Names the page for styles and scripts: `<body data-page>`. */
  name: string;
  main: string;
}

/** The tag that a site owner adds, ready-made; empty for a shop without Coview. */
export type SnippetTag = string;

/** A whole page of the shop around its main part. */
export function renderPage({ title, name, main }: PageParts, snippetTag: SnippetTag): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop.css">
${snippetTag}
<script type="module" src="/shop.js"></script>
</head>
<body data-page="${name}">
<a class="skip" href="#main">Skip to content</a>
<p class="notice">Free delivery from €75 <span aria-hidden="true">·</span> 100 days to change your mind</p>
<header class="header">
  <a class="brand" href="/" aria-label="Halden, home">${icon('brand')}<span>Halden</span></a>
  <nav class="nav" aria-label="Shop">
    ${Object.entries(CATEGORY_NAMES)
      .map(([id, label]) => `<a href="/products/${id}">${label}</a>`)
      .join('\n    ')}
  </nav>
  <div class="header-actions">
    <button class="help-button" type="button" data-help>${icon('help')}<span>Need help?</span></button>
    <a class="icon-link" href="/account/orders" aria-label="Your account">${icon('person')}</a>
    <a class="icon-link" href="/cart" aria-label="Cart">${icon('bag')}<span class="cart-count" data-cart-count hidden></span></a>
  </div>
</header>
<main id="main" class="main">${main}</main>
<footer class="footer">
  <div><a class="brand" href="/">${icon('brand')}<span>Halden</span></a><p>Things for a calm home, made to be kept.</p></div>
  <div><h2>Shop</h2><a href="/products">Everything</a><a href="/products/lighting">Lighting</a><a href="/products/seating">Seating</a></div>
  <div><h2>Your order</h2><a href="/account/orders">Orders</a><a href="/account/spending">Spending</a><a href="/cart">Cart</a></div>
  <div><h2>Talk to us</h2><button class="link-button" type="button" data-help>Get help on this page</button><a href="/#care">Care guide</a></div>
  <p class="footnote">A demo shop: nothing here is for sale.</p>
</footer>
</body>
</html>
`;
}
