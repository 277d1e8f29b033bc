import { allOf } from '../../shared/api/api-client.ts';
import type { RecordingInfo, RoomInfo } from '../../shared/api/resources.ts';
import type { PageModel } from '../page-model.ts';
import { ConfirmButton } from '../parts/ConfirmButton.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FaultNotice } from '../parts/FaultNotice.tsx';
import { LoadedView } from '../parts/LoadedView.tsx';
import { Table } from '../parts/Table.tsx';
import { useAction } from '../parts/use-action.ts';
import { hashOf } from '../place.ts';
import { useLoaded } from '../use-loaded.ts';
import { day, moment } from './dates.ts';

const KIBIBYTE = 1024;

/** What is kept of sessions that are over. */
export function RecordingsView({ model, room }: { model: PageModel; room: RoomInfo }) {
  const params = { room: room.roomId };
  const [recordings, again] = useLoaded(
    () => allOf((cursor) => model.api.call('listRecordings', { params, query: { limit: '100', cursor } })),
    room.roomId,
  );
  const { fault, run } = useAction(model);
  const remove = (sessionId: string): void => {
    void run(async () => {
      await model.api.call('deleteRecording', { params: { room: room.roomId, session: sessionId } });
      await again();
    }, 'The recording is deleted.');
  };
  return (
    <>
      <p class="lead">
        Recordings are stored sealed: only who has a pass of this room can open them, and this page has none.
      </p>
      <FaultNotice of={fault} />
      <LoadedView of={recordings} again={again}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState
              icon="stop"
              title={room.policy.recording === 'off' ? 'Recording is off' : 'Nothing is recorded yet'}
            >
              {room.policy.recording !== 'off' ? (
                WHEN_LISTED[room.policy.recording]
              ) : (
                <>
                  Sessions are not kept. The{' '}
                  <a href={hashOf({ type: 'room', roomId: room.roomId, part: 'policy' })}>policy</a> of the room
                  decides.
                </>
              )}
            </EmptyState>
          ) : (
            <Table
              caption="Recordings"
              columns={['Began', 'Ended', 'Recorded', 'Size', 'Kept until', '']}
              rows={found.map((one) => ({ key: one.sessionId, cells: cellsOf(one, () => remove(one.sessionId)) }))}
            />
          )
        }
      </LoadedView>
    </>
  );
}

const WHEN_LISTED = {
  on: 'A session appears here when it is over.',
  ask: 'A session appears here when it is over, if its customer agreed to a recording.',
};

/** Who decided, and whether it goes to the end. */
function recordedWords({ agreedBy, stoppedAt }: RecordingInfo): string {
  const why = agreedBy === 'customer' ? 'Customer agreed' : 'Policy of the room';
  return stoppedAt === null ? why : `${why}, stopped by the customer`;
}

function cellsOf(one: RecordingInfo, remove: () => void) {
  const { createdAt, endedAt, sizeBytes, keptUntil } = one;
  return [
    moment(createdAt),
    moment(endedAt),
    recordedWords(one),
    `${Math.ceil(sizeBytes / KIBIBYTE).toLocaleString()} KiB`,
    day(keptUntil),
    <ConfirmButton
      key="delete"
      label="Delete"
      what={`the recording of ${moment(createdAt)}`}
      question="Delete this recording?"
      onConfirm={remove}
    >
      It is gone for everybody. That it was deleted, and by whom, stands in the audit log.
    </ConfirmButton>,
  ];
}
