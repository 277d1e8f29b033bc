import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { Icon } from '../../shared/views/Icon.tsx';
import { Logo } from '../../shared/views/Logo.tsx';
import type { Identity, PanelModel } from '../panel/panel-model.ts';
import { Screen } from './parts/Screen.tsx';
import { TopBar } from './parts/TopBar.tsx';

interface PassViewProps {
  model: PanelModel;
  /** Whose pass is to be changed; undefined the first time. */
  replacing: Identity | undefined;
}

/** Before anything else: the pass. It is checked as soon as it is pasted. */
export function PassView({ model, replacing }: PassViewProps) {
  return (
    <>
      <TopBar model={model}>
        <span class="brand">Coview</span>
      </TopBar>
      <Screen name="pass" title={replacing ? 'Change your pass' : 'See what your customer sees'}>
        {replacing ? (
          <p class="lead">
            You are <strong>{replacing.agentName}</strong> of <strong>{replacing.roomName}</strong> until another pass
            takes the place of this one.
          </p>
        ) : (
          <>
            <div class="welcome-picture">
              <Logo sizePx={72} />
            </div>
            <p class="lead">
              Your customer types a code that you read out, and their page appears here, live. To begin, add the pass
              that your admin gave you.
            </p>
          </>
        )}
        <PassForm model={model} submitLabel={replacing ? 'Use this pass' : 'Check and save'} />
        {replacing && (
          <button type="button" class="button" onClick={() => model.keepPass()}>
            Keep the present pass
          </button>
        )}
        <p class="hint">
          <Icon name="lock" sizePx={16} />
          The pass stays in this browser. It is sent to your company’s own Coview party and to nobody else.
        </p>
      </Screen>
    </>
  );
}

interface PassFormProps {
  model: PanelModel;
  submitLabel: string;
}

/** One field for a pass, and a sentence about what is wrong with it. */
function PassForm({ model, submitLabel }: PassFormProps) {
  const fault = useSignal<string | undefined>(undefined);
  const checking = useSignal(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  async function check(): Promise<void> {
    if (checking.value) return;
    checking.value = true;
    fault.value = undefined;
    fault.value = await model.usePass(field.current?.value ?? '');
    checking.value = false;
    if (fault.value) field.current?.focus();
  }

  return (
    <form
      class="pass-form"
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <label for={`${id}-pass`}>Your pass</label>
      <textarea
        id={`${id}-pass`}
        ref={field}
        class="pass-field"
        rows={3}
        placeholder="coview-pass-…"
        autoComplete="off"
        spellcheck={false}
        aria-invalid={fault.value !== undefined}
        aria-describedby={`${id}-fault`}
        // The pasted text is in the field only after this event.
        onPaste={() => queueMicrotask(() => void check())}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void check();
        }}
      />
      <p id={`${id}-fault`} class="field-fault" role="alert">
        {fault.value}
      </p>
      <button type="submit" class="button button-primary button-large" aria-disabled={checking.value}>
        {checking.value ? 'Checking…' : submitLabel}
      </button>
    </form>
  );
}
