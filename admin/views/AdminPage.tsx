import { Logo } from '../../shared/views/Logo.tsx';
import type { PageModel } from '../page-model.ts';
import { hashOf, type Place } from '../place.ts';
import { AdminsView } from './AdminsView.tsx';
import { AuditView } from './AuditView.tsx';
import { DeliveriesView } from './DeliveriesView.tsx';
import { EntranceView } from './EntranceView.tsx';
import { RoomsView } from './RoomsView.tsx';
import { RoomView } from './RoomView.tsx';
import { WebhooksView } from './WebhooksView.tsx';

const PLACES: readonly { to: Place; label: string }[] = [
  { to: { type: 'rooms' }, label: 'Rooms' },
  { to: { type: 'webhooks' }, label: 'Webhooks' },
  { to: { type: 'audit' }, label: 'Audit log' },
  { to: { type: 'admins' }, label: 'Admins' },
];

/** The whole page. */
export function AdminPage({ model }: { model: PageModel }) {
  const entrance = model.entrance.value;
  if (entrance.type !== 'signed-in') return <EntranceView model={model} entrance={entrance} />;
  const here = model.place.value;
  const isHere = (to: Place): boolean => to.type === here.type || to.type === `${here.type}s`;
  return (
    <>
      <header class="page-head">
        <div class="page-head-row">
          <span class="brand">
            <Logo sizePx={24} />
            Coview
          </span>
          <nav class="main-nav" aria-label="Main">
            {PLACES.map(({ to, label }) => (
              <a key={label} href={hashOf(to)} aria-current={isHere(to) ? 'page' : undefined}>
                {label}
              </a>
            ))}
          </nav>
          <button type="button" class="button-quiet" onClick={() => model.signOut()}>
            Sign out
          </button>
        </div>
      </header>
      <main class="page-main">
        <PlaceView model={model} here={here} />
      </main>
      <p class="said" role="status">
        {model.said.value !== '' && <span>{model.said}</span>}
      </p>
    </>
  );
}

function PlaceView({ model, here }: { model: PageModel; here: Place }) {
  if (here.type === 'audit') return <AuditView model={model} />;
  if (here.type === 'admins') return <AdminsView model={model} />;
  if (here.type === 'webhooks') return <WebhooksView model={model} />;
  if (here.type === 'webhook') return <DeliveriesView key={here.webhookId} model={model} webhookId={here.webhookId} />;
  if (here.type === 'rooms') return <RoomsView model={model} />;
  return <RoomView key={here.roomId} model={model} roomId={here.roomId} part={here.part} />;
}
