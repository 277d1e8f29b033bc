import { useSignal } from '@preact/signals';
import { Dialog } from '../../shared/views/Dialog.tsx';
import type { PageModel } from '../page-model.ts';
import { FormActions } from '../parts/FormActions.tsx';
import { LinesField, linesOf } from '../parts/LinesField.tsx';
import { TextField } from '../parts/TextField.tsx';
import { useAction } from '../parts/use-action.ts';

export function NewRoomDialog({ model, onClose }: { model: PageModel; onClose(): void }) {
  const name = useSignal('');
  const origins = useSignal('');
  const { fault, faultOf, busy, run } = useAction(model);
  const submit = (event: Event): void => {
    event.preventDefault();
    const body = { name: name.value, origins: linesOf(origins.value) };
    void run(async () => {
      const room = await model.api.call('createRoom', { body });
      model.go({ type: 'room', roomId: room.roomId, part: 'site' });
    }, `The room ${name.value} is made.`);
  };
  return (
    <Dialog title="New room" onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <TextField label="Name" hint="Customers see it." of={name} fault={faultOf('name')} required maxLength={80} />
        <LinesField
          label="Sites"
          hint="Origins whose pages may take part, one a line. A star stands for one name: https://*.shop.example"
          placeholder="https://shop.example"
          of={origins}
          fault={faultOf('origins')}
          required
        />
        <FormActions fault={fault} busy={busy} label="Make the room" onClose={onClose} />
      </form>
    </Dialog>
  );
}
