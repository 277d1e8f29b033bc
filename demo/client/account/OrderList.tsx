import { priceText, productById } from '../../products.ts';
import { ORDERS, type Order } from './orders.ts';
import { Picture } from './Picture.tsx';

export function OrderList() {
  return (
    <section>
      <h2>Orders</h2>
      <ul class="orders">
        {ORDERS.map((order) => (
          <li key={order.number}>
            <a class="order" href={`/account/orders/${order.number}`}>
              <span class="order-pictures">
                {order.lines.map(({ productId }) => (
                  <Picture key={productId} productId={productId} />
                ))}
              </span>
              <span class="order-text">
                <b>Order {order.number}</b>
                <small>
                  {order.dateText}, {priceText(orderCents(order))}
                </small>
              </span>
              <StatusPill status={order.status} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function StatusPill({ status }: { status: Order['status'] }) {
  return <span class={`pill pill-${status.toLowerCase().replaceAll(' ', '-')}`}>{status}</span>;
}

export function orderCents(order: Order): number {
  return order.lines.reduce(
    (sum, { productId, quantity }) => sum + (productById(productId)?.priceCents ?? 0) * quantity,
    0,
  );
}
