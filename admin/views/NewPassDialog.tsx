import { useSignal } from '@preact/signals';
import { PASS_ROLES, type PassRole } from '../../shared/api/resources.ts';
import { formatPass, parsePass } from '../../shared/protocol/pass.ts';
import { Dialog } from '../../shared/views/Dialog.tsx';
import type { PageModel } from '../page-model.ts';
import { ChoiceField } from '../parts/ChoiceField.tsx';
import { FormActions } from '../parts/FormActions.tsx';
import { LinesField } from '../parts/LinesField.tsx';
import { TextField } from '../parts/TextField.tsx';
import { useAction } from '../parts/use-action.ts';

export interface MadePass {
  agentName: string;
  /** To paste into the extension. */
  pass: string;
}

interface NewPassDialogProps {
  model: PageModel;
  roomId: string;
  /** The room has no passes yet, and so no room key. */
  isFirst: boolean;
  onMade(made: MadePass): Promise<void>;
  onClose(): void;
}

const DAY_MS = 24 * 60 * 60_000;
const ROLES: Record<PassRole, string> = {
  agent: 'Agent: opens sessions and helps',
  supervisor: 'Supervisor: opens none, and does nothing in one',
};
const LIFETIMES = { '': 'Until it is revoked', '7': '7 days', '30': '30 days', '90': '90 days', '365': 'One year' };

export function NewPassDialog({ model, roomId, isFirst, onMade, onClose }: NewPassDialogProps) {
  const agentName = useSignal('');
  const role = useSignal<PassRole>('agent');
  const days = useSignal<keyof typeof LIFETIMES>('');
  const other = useSignal('');
  const { fault, faultOf, busy, run } = useAction(model);
  /** Read once: what is asked for must not change under the hands of who is answering. */
  const keyIsElsewhere = useSignal(!isFirst && model.roomKeys.keyOf(roomId) === undefined).value;

  /** Throws where the room has a key that nobody gave. */
  function roomKey(): string {
    if (!keyIsElsewhere) return model.roomKeys.keyOf(roomId) ?? model.roomKeys.begin(roomId);
    const known = parsePass(other.value);
    if (!known.ok || known.pass.roomId !== roomId) throw new Error('What you pasted is no pass of this room.');
    model.roomKeys.keep(roomId, known.pass.roomKey);
    return known.pass.roomKey;
  }

  const submit = (event: Event): void => {
    event.preventDefault();
    void run(async () => {
      const key = roomKey();
      const expiresAt = days.value === '' ? null : Date.now() + Number(days.value) * DAY_MS;
      const body = { agentName: agentName.value, role: role.value, expiresAt };
      const { passId, secret } = await model.api.call('createPass', { params: { room: roomId }, body });
      const pass = formatPass({ partyUrl: model.partyUrl, roomId, passId, secret, roomKey: key });
      await onMade({ agentName: agentName.value, pass });
    }, 'The pass is made.');
  };
  return (
    <Dialog title="New pass" onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <TextField
          label="Agent"
          hint="Customers see this name."
          of={agentName}
          fault={faultOf('agentName')}
          required
          maxLength={80}
        />
        <ChoiceField label="Role" of={role} choices={PASS_ROLES.map((each) => ({ value: each, label: ROLES[each] }))} />
        <ChoiceField
          label="Good for"
          of={days}
          choices={(['', '7', '30', '90', '365'] as const).map((value) => ({ value, label: LIFETIMES[value] }))}
        />
        {keyIsElsewhere && (
          <LinesField
            label="Another pass of this room"
            hint="All passes of a room carry one room key, which the party never sees and this browser does not have yet. Any pass of the room brings it, also a revoked one."
            placeholder="coview-pass-…"
            of={other}
            rows={2}
            required
          />
        )}
        <FormActions fault={fault} busy={busy} label="Make the pass" onClose={onClose} />
      </form>
    </Dialog>
  );
}
