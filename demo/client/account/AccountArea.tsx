import { useEffect, useState } from 'preact/hooks';
import { OrderDetail } from './OrderDetail.tsx';
import { OrderList } from './OrderList.tsx';
import { Profile } from './Profile.tsx';
import { routeOf } from './route.ts';
import { SpendingChart } from './SpendingChart.tsx';

const TABS = [
  { href: '/account/orders', label: 'Orders', types: ['orders', 'order'] },
  { href: '/account/spending', label: 'Spending', types: ['spending'] },
  { href: '/account/profile', label: 'Profile', types: ['profile'] },
];

/** The client-side routed part: links below `/account` change the address and the view without loading a page. */
export function AccountArea() {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const show = () => setPath(location.pathname);
    addEventListener('popstate', show);
    return () => removeEventListener('popstate', show);
  }, []);

  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link?.pathname.startsWith('/account/') || event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    history.pushState(null, '', link.pathname);
    setPath(link.pathname);
    scrollTo({ top: 0 });
  };

  const route = routeOf(path);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: links fire click for the keyboard too; this only catches it
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div class="account" onClick={follow}>
      <aside class="account-side">
        <p class="eyebrow">Your account</p>
        <h1>Hello, Robin</h1>
        <nav aria-label="Account">
          {TABS.map((tab) => (
            <a key={tab.href} href={tab.href} aria-current={tab.types.includes(route.type) ? 'page' : undefined}>
              {tab.label}
            </a>
          ))}
        </nav>
      </aside>
      <div class="account-main">
        {route.type === 'orders' && <OrderList />}
        {route.type === 'order' && <OrderDetail number={route.number} />}
        {route.type === 'spending' && <SpendingChart />}
        {route.type === 'profile' && <Profile />}
      </div>
    </div>
  );
}
