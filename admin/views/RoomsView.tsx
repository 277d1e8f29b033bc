import { useSignal } from '@preact/signals';
import { allOf } from '../../shared/api/api-client.ts';
import type { PageModel } from '../page-model.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { LoadedView } from '../parts/LoadedView.tsx';
import { NewButton } from '../parts/NewButton.tsx';
import { PageTitle } from '../parts/PageTitle.tsx';
import { Table } from '../parts/Table.tsx';
import { hashOf } from '../place.ts';
import { useLoaded } from '../use-loaded.ts';
import { day } from './dates.ts';
import { NewRoomDialog } from './NewRoomDialog.tsx';

export function RoomsView({ model }: { model: PageModel }) {
  const [rooms, again] = useLoaded(
    () => allOf((cursor) => model.api.call('listRooms', { query: { limit: '100', cursor } })),
    'rooms',
  );
  const making = useSignal(false);
  return (
    <>
      <PageTitle title="Rooms">
        <NewButton label="New room" open={making} />
      </PageTitle>
      <LoadedView of={rooms} again={again}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState icon="globe" title="No rooms yet">
              A room is what your agents and your sites share. Most teams need one. Make it, put its tag on your site,
              and give each agent a pass.
            </EmptyState>
          ) : (
            <Table
              caption="Rooms"
              columns={['Name', 'Sites', 'Made']}
              rows={found.map((room) => ({
                key: room.roomId,
                cells: [
                  <a key="name" class="strong-link" href={hashOf({ type: 'room', roomId: room.roomId, part: 'site' })}>
                    {room.name}
                  </a>,
                  room.origins.join(', '),
                  day(room.createdAt),
                ],
              }))}
            />
          )
        }
      </LoadedView>
      {making.value && (
        <NewRoomDialog
          model={model}
          onClose={() => {
            making.value = false;
          }}
        />
      )}
    </>
  );
}
