import { useSignal } from '@preact/signals';
import { Dialog } from '../../shared/views/Dialog.tsx';
import type { PageModel } from '../page-model.ts';
import { FormActions } from '../parts/FormActions.tsx';
import { TextField } from '../parts/TextField.tsx';
import { useAction } from '../parts/use-action.ts';

export interface MadeToken {
  name: string;
  token: string;
}

interface NewTokenDialogProps {
  model: PageModel;
  onMade(made: MadeToken): Promise<void>;
  onClose(): void;
}

export function NewTokenDialog({ model, onMade, onClose }: NewTokenDialogProps) {
  const name = useSignal('');
  const { fault, faultOf, busy, run } = useAction(model);
  const submit = (event: Event): void => {
    event.preventDefault();
    void run(async () => {
      const { token } = await model.api.call('createToken', { body: { name: name.value } });
      await onMade({ name: name.value, token });
    }, 'The token is made.');
  };
  return (
    <Dialog title="New admin" onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <TextField
          label="Name"
          hint="Stands in the audit log."
          of={name}
          fault={faultOf('name')}
          required
          maxLength={80}
        />
        <FormActions fault={fault} busy={busy} label="Make the token" onClose={onClose} />
      </form>
    </Dialog>
  );
}
