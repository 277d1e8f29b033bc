import { icon } from './icons.ts';
import type { PageParts } from './layout.ts';

/** The cart lives in the browser: the page is a frame that `client/cart-page.ts` fills. */
export function cartPage(): PageParts {
  return {
    title: 'Your cart · Halden',
    name: 'cart',
    main: `<h1 class="page-title">Your cart</h1>
<div class="cart">
  <div data-cart-lines class="cart-lines"></div>
  <aside class="summary" data-cart-summary hidden>
    <h2>Summary</h2>
    <dl><div><dt>Items</dt><dd data-cart-items></dd></div><div><dt>Delivery</dt><dd data-cart-delivery></dd></div><div class="total"><dt>Total</dt><dd data-cart-total></dd></div></dl>
    <div class="meter" role="img" aria-label="Progress to free delivery"><span data-cart-meter></span></div><p class="meter-text" data-cart-meter-text></p>
    <a class="button" href="/checkout">Check out</a>
    <p class="safe">${icon('lock')}A demo: no card is charged</p>
  </aside>
</div>
<template data-cart-line-template><article class="cart-line"><a class="cart-picture"></a><div class="cart-text"><h2><a></a></h2><p></p><button class="link-button" type="button">Remove</button></div><quantity-stepper max="9"></quantity-stepper><span class="price"></span></article></template>
<div class="empty-cart" data-cart-empty hidden><p>Nothing in here yet.</p><a class="button" href="/products">Look around</a></div>`,
  };
}
