import { useSignal } from '@preact/signals';
import type { PageModel } from '../page-model.ts';
import { FaultNotice } from '../parts/FaultNotice.tsx';
import { SecretField } from '../parts/SecretField.tsx';
import { TextField } from '../parts/TextField.tsx';

/** By the setup secret once, by an admin token from then on. */
export function SignInForm({ model, setup }: { model: PageModel; setup: boolean }) {
  const secret = useSignal('');
  const name = useSignal('');
  const fault = useSignal('');
  const busy = useSignal(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    fault.value = '';
    const refused = setup ? await model.setUp(secret.value, name.value) : await model.signIn(secret.value);
    fault.value = refused ?? '';
    busy.value = false;
  };
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <p class="lead">
        {setup
          ? 'Nobody administers it yet. It has printed a setup secret where it runs: in its terminal or its log.'
          : 'With your admin token. Have you none? Another admin can make you one.'}
      </p>
      {setup ? (
        <>
          <SecretField label="Setup secret" of={secret} />
          <TextField
            label="Your name"
            hint="Stands beside what you do, in the audit log."
            of={name}
            required
            maxLength={80}
          />
        </>
      ) : (
        <SecretField label="Admin token" of={secret} />
      )}
      <FaultNotice of={fault} />
      <button type="submit" class="button button-primary button-large" aria-disabled={busy.value}>
        {setup ? 'Set up' : 'Sign in'}
      </button>
    </form>
  );
}
