import { CATEGORY_NAMES, PRODUCTS, type Product, productById } from '../products.ts';
import { icon } from './icons.ts';
import type { PageParts } from './layout.ts';
import { productCard } from './product-card.ts';

const FEATURED = ['lounge-chair', 'mugs', 'table-lamp', 'planter'];
const CATEGORY_PICTURES = { lighting: 'pendant', seating: 'stool', tableware: 'teapot', decor: 'vase' } as const;
const PRESS = [
  '“The lamp people ask about”',
  'Repaired free for ten years',
  'Woven at one mill',
  'Plastic-free parcels',
];

export function homePage(): PageParts {
  return {
    title: 'Halden · things for a calm home',
    name: 'home',
    main: `<section class="hero">
  <div class="hero-text">
    <p class="eyebrow">Autumn collection</p>
    <h1>Light the corner you never sit in.</h1>
    <p class="lead">Lamps, chairs and tableware from small workshops, made to be repaired rather than replaced.</p>
    <p class="hero-actions"><a class="button" href="/products/lighting">Shop lighting</a><a class="button button-quiet" href="/products">See everything</a></p>
    <p class="dispatch">${icon('truck')}<span>Order within <strong data-dispatch-countdown>--:--:--</strong> and it leaves today</span></p>
  </div>
  <a class="hero-picture" href="/product/arc-lamp" aria-label="Bue floor lamp">${pictureOf('arc-lamp')}<span class="hero-tag"><b>Bue floor lamp</b> €249</span></a>
</section>
<div class="marquee" aria-hidden="true"><div class="marquee-track">${[...PRESS, ...PRESS].map((line) => `<span>${line}</span>`).join('')}</div></div>
<section class="section"><div class="section-head"><h2>Browse by kind</h2></div>
  <div class="categories">${Object.entries(CATEGORY_PICTURES)
    .map(
      ([id, product]) =>
        `<a class="category" href="/products/${id}">${pictureOf(product)}<span>${CATEGORY_NAMES[id as keyof typeof CATEGORY_PICTURES]}</span></a>`,
    )
    .join('')}</div>
</section>
<section class="section"><div class="section-head"><h2>Kept longest</h2><a href="/products">All ${PRODUCTS.length} pieces</a></div>
  <div class="grid">${FEATURED.map(productById).filter(isProduct).map(productCard).join('')}</div>
</section>
<section class="promises" id="care">
  <div>${icon('repair')}<h3>Repaired for ten years</h3><p>A loose leg, a tired switch: send it back, we mend it and pay the way.</p></div>
  <div>${icon('leaf')}<h3>Nothing to throw away</h3><p>Paper, wool and starch. The parcel goes on the compost.</p></div>
  <div>${icon('truck')}<h3>100 days at home</h3><p>Live with it. If it does not belong, we collect it.</p></div>
</section>
<section class="letter"><div><h2>One letter a month</h2><p>New pieces, one workshop visited, and no more than that.</p></div>
  <button class="button button-light" type="button" data-open-dialog="letter-dialog">Send it to me</button></section>
<dialog class="dialog" id="letter-dialog" aria-labelledby="letter-title"><form method="dialog">
  <h2 id="letter-title">Where shall we send it?</h2><p>One letter a month. Stop whenever you like.</p>
  <label class="field"><span>E-mail</span><input type="email" name="letter-email" autocomplete="email" placeholder="you@example.org"></label>
  <p class="dialog-actions"><button class="button button-quiet" value="cancel">Not now</button><button class="button" value="send">Subscribe</button></p>
</form></dialog>`,
  };
}

function pictureOf(id: string): string {
  return productById(id)?.picture() ?? '';
}

function isProduct(product: Product | undefined): product is Product {
  return product !== undefined;
}
