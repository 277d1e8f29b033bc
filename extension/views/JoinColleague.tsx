import { useSignal } from '@preact/signals';
import type { PanelModel } from '../panel/panel-model.ts';

/** Into a session that a colleague holds, with the invitation that they copied. */
export function JoinColleague({ model }: { model: PanelModel }) {
  const problem = useSignal<string | undefined>(undefined);
  const pasted = useSignal('');
  return (
    <details class="join-colleague">
      <summary>Join a colleague’s session</summary>
      <form
        class="join-colleague-form"
        onSubmit={async (event) => {
          event.preventDefault();
          problem.value = await model.joinSession(pasted.value);
        }}
      >
        <label>
          <span>Invitation</span>
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={pasted.value}
            onInput={(event) => {
              pasted.value = event.currentTarget.value;
              problem.value = undefined;
            }}
          />
        </label>
        {problem.value && <p role="alert">{problem.value}</p>}
        <button type="submit" class="button">
          Ask to come in
        </button>
      </form>
    </details>
  );
}
