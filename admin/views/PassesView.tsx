import { useSignal } from '@preact/signals';
import { allOf } from '../../shared/api/api-client.ts';
import type { PassInfo, RoomInfo } from '../../shared/api/resources.ts';
import type { PageModel } from '../page-model.ts';
import { ConfirmButton } from '../parts/ConfirmButton.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FaultNotice } from '../parts/FaultNotice.tsx';
import { LoadedView } from '../parts/LoadedView.tsx';
import { NewButton } from '../parts/NewButton.tsx';
import { ShownOnce } from '../parts/ShownOnce.tsx';
import { Table } from '../parts/Table.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLoaded } from '../use-loaded.ts';
import { day } from './dates.ts';
import { type MadePass, NewPassDialog } from './NewPassDialog.tsx';

/** Who may work in the room. */
export function PassesView({ model, room }: { model: PageModel; room: RoomInfo }) {
  const params = { room: room.roomId };
  const [passes, again] = useLoaded(
    () => allOf((cursor) => model.api.call('listPasses', { params, query: { limit: '100', cursor } })),
    room.roomId,
  );
  const { fault, run } = useAction(model);
  const making = useSignal(false);
  const made = useSignal<MadePass | undefined>(undefined);
  const revoke = ({ passId, agentName }: PassInfo): void => {
    void run(async () => {
      await model.api.call('revokePass', { params: { room: room.roomId, pass: passId } });
      await again();
    }, `The pass of ${agentName} is revoked.`);
  };
  return (
    <>
      <div class="section-row">
        <p class="lead">A pass lets one agent into this room. It is pasted once into the extension.</p>
        <NewButton label="New pass" open={making} />
      </div>
      {made.value && (
        <ShownOnce
          title={`Pass of ${made.value.agentName}`}
          label="Pass, shown this once"
          text={made.value.pass}
          onDone={() => {
            made.value = undefined;
          }}
        >
          Give it to {made.value.agentName} by a way that others cannot read. Whoever has it can open sessions in this
          room.
        </ShownOnce>
      )}
      <FaultNotice of={fault} />
      <LoadedView of={passes} again={again}>
        {(found) => (
          <>
            {found.length === 0 ? (
              <EmptyState icon="key" title="Nobody has a pass yet">
                Make one for each agent: names are shown to customers, and each pass can be revoked by itself.
              </EmptyState>
            ) : (
              <Table
                caption="Passes"
                columns={['Agent', 'Role', 'Fingerprint', 'Made', 'State', '']}
                rows={found.map((pass) => ({ key: pass.passId, cells: cellsOf(pass, () => revoke(pass)) }))}
              />
            )}
            {making.value && (
              <NewPassDialog
                model={model}
                roomId={room.roomId}
                isFirst={found.length === 0}
                onMade={async (pass) => {
                  making.value = false;
                  made.value = pass;
                  await again();
                }}
                onClose={() => {
                  making.value = false;
                }}
              />
            )}
          </>
        )}
      </LoadedView>
    </>
  );
}

function cellsOf(pass: PassInfo, revoke: () => void) {
  return [
    <strong key="name">{pass.agentName}</strong>,
    pass.role === 'supervisor' ? 'Supervisor' : 'Agent',
    <code key="fingerprint">{pass.fingerprint}</code>,
    day(pass.createdAt),
    <PassState key="state" pass={pass} />,
    pass.revokedAt === null && (
      <ConfirmButton
        key="revoke"
        label="Revoke"
        what={`the pass of ${pass.agentName}`}
        question={`Revoke the pass of ${pass.agentName}?`}
        onConfirm={revoke}
      >
        It stops working at once. {pass.agentName} leaves every session, and a session in which no other agent takes
        part ends. This cannot be undone.
      </ConfirmButton>
    ),
  ];
}

function PassState({ pass: { revokedAt, expiresAt } }: { pass: PassInfo }) {
  if (revokedAt !== null) return <span class="badge badge-off">Revoked {day(revokedAt)}</span>;
  if (expiresAt === null) return <span class="badge badge-on">Valid</span>;
  return expiresAt <= Date.now() ? (
    <span class="badge badge-off">Expired {day(expiresAt)}</span>
  ) : (
    <span class="badge badge-on">Valid until {day(expiresAt)}</span>
  );
}
