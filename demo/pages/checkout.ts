import { icon } from './icons.ts';
import type { PageParts } from './layout.ts';

function field(label: string, name: string, attributes: string, wide = true): string {
  return `<label class="field${wide ? ' field-wide' : ''}"><span>${label}</span><input name="${name}" ${attributes}></label>`;
}

export function checkoutPage(): PageParts {
  return {
    title: 'Check out · Halden',
    name: 'checkout',
    main: `<h1 class="page-title">Check out</h1>
<div class="cart">
<form class="checkout" data-checkout novalidate>
  <section><h2><span>1</span>Who is it for?</h2><div class="fields">
    ${field('Full name', 'name', 'autocomplete="name" required')}
    ${field('E-mail', 'email', 'type="email" autocomplete="email" required')}
    ${field('Choose a password', 'password', 'type="password" autocomplete="new-password" minlength="8"')}
    <p class="field-hint">Makes an account, so that you can follow the parcel. Leave it empty to go without.</p>
  </div></section>
  <section><h2><span>2</span>Where to?</h2><div class="fields">
    ${field('Street and number', 'street', 'autocomplete="street-address" required')}
    ${field('Postcode', 'postcode', 'autocomplete="postal-code" inputmode="numeric" required', false)}
    ${field('Town', 'town', 'autocomplete="address-level2" required', false)}
    <label class="field field-wide"><span>Country</span><select name="country" autocomplete="country-name"><option>Austria</option><option>Belgium</option><option>Denmark</option><option>France</option><option selected>Germany</option><option>Netherlands</option></select></label>
    <fieldset class="choices field-wide"><legend>Delivery</legend>
      <label><input type="radio" name="delivery" value="standard" checked><span><b>Standard</b> 2 to 4 working days</span></label>
      <label><input type="radio" name="delivery" value="evening"><span><b>Evening</b> 18:00 to 21:00, you choose the day</span></label></fieldset>
    <label class="field field-wide"><span>Note for the carrier</span><textarea name="note" rows="2" placeholder="Third floor, the bell is broken"></textarea></label>
  </div></section>
  <section><h2><span>3</span>How to pay?</h2><div class="fields card-fields">
    ${field('Card number', 'card-number', 'autocomplete="cc-number" inputmode="numeric" placeholder="0000 0000 0000 0000" required')}
    ${field('Valid until', 'card-expiry', 'autocomplete="cc-exp" inputmode="numeric" placeholder="MM / YY" required', false)}
    ${field('Security code', 'card-cvc', 'autocomplete="cc-csc" inputmode="numeric" maxlength="4" placeholder="123" required', false)}
    <label class="tick field-wide"><input type="checkbox" name="terms" required><span>I have read the terms and how to send things back.</span></label>
  </div></section>
  <p class="form-error" data-form-error role="alert" hidden></p>
  <button class="button button-wide" type="submit">Pay <span data-cart-total></span></button>
</form>
<aside class="summary" data-cart-summary hidden><h2>Your order</h2><ul class="mini-lines" data-mini-lines></ul>
  <dl><div><dt>Items</dt><dd data-cart-items></dd></div><div><dt>Delivery</dt><dd data-cart-delivery></dd></div><div class="total"><dt>Total</dt><dd data-cart-total></dd></div></dl>
  <p class="safe">${icon('lock')}A demo: no card is charged</p></aside>
</div>
<dialog class="dialog" id="code-dialog" aria-labelledby="code-title"><form data-code-form>
  <h2 id="code-title">Confirm with your bank</h2><p>We sent a six-digit code to your phone. Any six digits will do here.</p>
  <label class="field"><span>One-time code</span><input name="one-time-code" autocomplete="one-time-code" inputmode="numeric" maxlength="6" class="code-input"></label>
  <p class="form-error" data-code-error role="alert" hidden></p>
  <p class="dialog-actions"><button class="button button-quiet" type="button" data-close-dialog>Back</button><button class="button">Confirm</button></p>
</form></dialog>
<section class="thanks" data-thanks hidden>${icon('check')}<h2>Thank you</h2><p>Your order is on its way to the workshop. A letter with all of it is in your inbox.</p><a class="button" href="/account/orders">Follow it</a></section>`,
  };
}
