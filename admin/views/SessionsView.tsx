import { useSignal } from '@preact/signals';
import type { RoomInfo, SessionInfo } from '../../shared/api/resources.ts';
import type { PageModel } from '../page-model.ts';
import { ConfirmButton } from '../parts/ConfirmButton.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FaultNotice } from '../parts/FaultNotice.tsx';
import { LoadedView } from '../parts/LoadedView.tsx';
import { Table } from '../parts/Table.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../use-loaded.ts';
import { moment } from './dates.ts';

/** How often the list of what goes on is asked for. */
const EVERY_MS = 5_000;

/** Sessions that go on, or the newest of all. */
export function SessionsView({ model, room }: { model: PageModel; room: RoomInfo }) {
  const state = useSignal<'live' | 'all'>('live');
  const [sessions, again] = useLoaded(
    () =>
      model.api.call('listSessions', {
        params: { room: room.roomId },
        query: { limit: '50', state: state.value },
      }),
    room.roomId + state.value,
    EVERY_MS,
  );
  const { fault, run } = useAction(model);
  const end = (sessionId: string): void => {
    void run(async () => {
      await model.api.call('endSession', { params: { room: room.roomId, session: sessionId } });
      await again();
    }, 'The session has ended.');
  };
  return (
    <>
      <div class="section-row">
        <p class="lead">What people see and say in a session is sealed: the party knows who and when, not what.</p>
        <fieldset class="choices">
          <legend class="visually-hidden">Which sessions</legend>
          {(['live', 'all'] as const).map((each) => (
            <label key={each} class="choice">
              <input
                type="radio"
                name="which"
                checked={state.value === each}
                onChange={() => {
                  state.value = each;
                }}
              />
              <span>{each === 'live' ? 'Going on' : 'All'}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <FaultNotice of={fault} />
      <LoadedView of={sessions} again={again}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="clock" title={state.value === 'live' ? 'No session goes on' : 'No sessions yet'}>
              An agent starts one in the extension with “New session” and reads out the code. It appears here by itself.
            </EmptyState>
          ) : (
            <Table
              caption="Sessions"
              columns={['Began', 'State', 'Agents', 'Customer', '']}
              rows={items.map((one) => ({ key: one.sessionId, cells: cellsOf(one, () => end(one.sessionId)) }))}
            />
          )
        }
      </LoadedView>
    </>
  );
}

function cellsOf(session: SessionInfo, end: () => void) {
  const { createdAt, state, agents, customerOnline } = session;
  return [
    moment(createdAt),
    <SessionState key="state" session={session} />,
    agents.join(', ') || '–',
    state === 'ended' ? '–' : customerOnline ? 'There' : 'Not there',
    state !== 'ended' && (
      <ConfirmButton
        key="end"
        label="End"
        what={`the session of ${moment(createdAt)}`}
        question="End this session?"
        onConfirm={end}
      >
        The customer’s page is no longer shown to anybody. To go on, an agent starts a new session.
      </ConfirmButton>
    ),
  ];
}

function SessionState({ session: { state, reason, endedAt } }: { session: SessionInfo }) {
  if (state === 'live') return <span class="badge badge-on">Live</span>;
  if (state === 'waiting') return <span class="badge badge-wait">Waiting for the code</span>;
  const when = endedAt === null ? '' : ` ${moment(endedAt)}`;
  return (
    <span class="badge badge-off" title={reason ?? ''}>
      Ended{when}
    </span>
  );
}
