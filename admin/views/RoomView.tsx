import type { PageModel } from '../page-model.ts';
import { LoadedView } from '../parts/LoadedView.tsx';
import { PageTitle } from '../parts/PageTitle.tsx';
import { hashOf, ROOM_PARTS, type RoomPart } from '../place.ts';
import { useLoaded } from '../use-loaded.ts';
import { PassesView } from './PassesView.tsx';
import { PolicyView } from './PolicyView.tsx';
import { RecordingsView } from './RecordingsView.tsx';
import { SessionsView } from './SessionsView.tsx';
import { SiteView } from './SiteView.tsx';

const LABELS: Record<RoomPart, string> = {
  site: 'Install',
  passes: 'Agents',
  policy: 'Policy',
  sessions: 'Sessions',
  recordings: 'Recordings',
};

export function RoomView({ model, roomId, part }: { model: PageModel; roomId: string; part: RoomPart }) {
  const [loaded, again] = useLoaded(() => model.api.call('getRoom', { params: { room: roomId } }), roomId);
  return (
    <LoadedView of={loaded} again={again}>
      {(room) => (
        <>
          <PageTitle
            title={room.name}
            above={
              <a class="way-back" href={hashOf({ type: 'rooms' })}>
                Rooms
              </a>
            }
          >
            <code class="room-id">{roomId}</code>
          </PageTitle>
          <nav class="tabs" aria-label={`Parts of ${room.name}`}>
            {ROOM_PARTS.map((each) => (
              <a
                key={each}
                href={hashOf({ type: 'room', roomId, part: each })}
                aria-current={each === part ? 'page' : undefined}
              >
                {LABELS[each]}
              </a>
            ))}
          </nav>
          {part === 'site' && <SiteView model={model} room={room} />}
          {part === 'passes' && <PassesView model={model} room={room} />}
          {part === 'policy' && <PolicyView key={JSON.stringify(room)} model={model} room={room} again={again} />}
          {part === 'sessions' && <SessionsView model={model} room={room} />}
          {part === 'recordings' && <RecordingsView model={model} room={room} />}
        </>
      )}
    </LoadedView>
  );
}
