import { priceText, productById } from '../../products.ts';
import { orderCents, StatusPill } from './OrderList.tsx';
import { ORDERS } from './orders.ts';
import { Picture } from './Picture.tsx';

export function OrderDetail({ number }: { number: string }) {
  const order = ORDERS.find((each) => each.number === number);
  if (!order) return <p>There is no order {number}.</p>;
  return (
    <section>
      <p>
        <a href="/account/orders">All orders</a>
      </p>
      <div class="order-head">
        <h2>Order {order.number}</h2>
        <StatusPill status={order.status} />
      </div>
      <ol class="steps">
        {order.steps.map((step) => (
          <li key={step.label} class={step.done ? 'done' : 'next'}>
            <b>{step.label}</b>
            <small>{step.whenText}</small>
          </li>
        ))}
      </ol>
      <ul class="order-lines">
        {order.lines.map(({ productId, quantity }) => {
          const product = productById(productId);
          return (
            product && (
              <li key={productId}>
                <Picture productId={productId} />
                <span>
                  <b>{product.name}</b>
                  <small>
                    {quantity} × {priceText(product.priceCents)}
                  </small>
                </span>
                <span class="price">{priceText(product.priceCents * quantity)}</span>
              </li>
            )
          );
        })}
      </ul>
      <p class="order-total">
        Total <b>{priceText(orderCents(order))}</b>
      </p>
    </section>
  );
}
