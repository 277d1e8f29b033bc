import { mountAccount } from './account/mount-account.tsx';
import { showCartCount } from './cart-count.ts';
import { runCartPage } from './cart-page.ts';
import { runCheckout } from './checkout.ts';
import { connectDialogs } from './dialogs.ts';
import { runDispatchCountdown } from './dispatch-countdown.ts';
import { connectHelpButtons } from './help-buttons.ts';
import { runProductList } from './product-list.ts';
import { runProductPage } from './product-page.ts';
import { QuantityStepper } from './quantity-stepper.ts';
import { StarRating } from './star-rating.ts';

customElements.define('star-rating', StarRating);
customElements.define('quantity-stepper', QuantityStepper);

connectHelpButtons();
connectDialogs();
showCartCount();
runDispatchCountdown();

const pages: Record<string, () => void> = {
  'product-list': runProductList,
  product: runProductPage,
  cart: runCartPage,
  checkout: runCheckout,
  account: mountAccount,
};
pages[document.body.dataset.page ?? '']?.();
