import { useSignal } from '@preact/signals';
import type { RoomInfo } from '../../shared/api/resources.ts';
import { type IssuedWebhook, WEBHOOK_EVENTS } from '../../shared/api/webhook-resources.ts';
import { Dialog } from '../../shared/views/Dialog.tsx';
import type { PageModel } from '../page-model.ts';
import { CheckField } from '../parts/CheckField.tsx';
import { ChoiceField } from '../parts/ChoiceField.tsx';
import { FormActions } from '../parts/FormActions.tsx';
import { TextField } from '../parts/TextField.tsx';
import { useAction } from '../parts/use-action.ts';
import { eventWords } from './webhook-words.ts';

interface NewWebhookDialogProps {
  model: PageModel;
  rooms: readonly RoomInfo[];
  onMade(made: IssuedWebhook): Promise<void>;
  onClose(): void;
}

export function NewWebhookDialog({ model, rooms, onMade, onClose }: NewWebhookDialogProps) {
  const url = useSignal('');
  const roomId = useSignal('');
  const events = useSignal(WEBHOOK_EVENTS.map((event) => ({ event, wanted: true })));
  const { fault, faultOf, busy, run } = useAction(model);
  const submit = (submitted: Event): void => {
    submitted.preventDefault();
    void run(async () => {
      const wanted = events.value.filter(({ wanted }) => wanted).map(({ event }) => event);
      const body = { url: url.value, events: wanted, roomId: roomId.value === '' ? null : roomId.value };
      await onMade(await model.api.call('createWebhook', { body }));
    }, 'The webhook is made.');
  };
  return (
    <Dialog title="New webhook" onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <TextField
          label="Address"
          hint="Where the party posts what happens."
          placeholder="https://hooks.example/coview"
          of={url}
          fault={faultOf('url')}
          required
        />
        <ChoiceField
          label="Of"
          of={roomId}
          choices={[
            { value: '', label: 'Every room' },
            ...rooms.map(({ roomId: value, name }) => ({ value, label: name })),
          ]}
        />
        <fieldset class="checks plain-fieldset">
          <legend>When</legend>
          {events.value.map(({ event, wanted }) => (
            <CheckField
              key={event}
              label={eventWords(event)}
              hint={event}
              checked={wanted}
              onChange={(checked) => {
                events.value = events.value.map((one) => (one.event === event ? { event, wanted: checked } : one));
              }}
            />
          ))}
        </fieldset>
        {faultOf('events') !== undefined && <p class="field-fault">{faultOf('events')}</p>}
        <FormActions fault={fault} busy={busy} label="Make the webhook" onClose={onClose} />
      </form>
    </Dialog>
  );
}
