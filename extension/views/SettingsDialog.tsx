import { Dialog } from '../../shared/views/Dialog.tsx';
import { APPEARANCES, type Appearance } from '../panel/appearance.ts';
import type { Identity, PanelModel } from '../panel/panel-model.ts';

const APPEARANCE_NAMES: Record<Appearance, string> = { system: 'System', light: 'Light', dark: 'Dark' };

interface SettingsProps {
  model: PanelModel;
  identity: Identity;
  onClose(): void;
}

/** Who am I, how does it look, and another pass. Never in the way of a session: it opens over it. */
export function SettingsDialog({ model, identity, onClose }: SettingsProps) {
  const busy = model.screen.value.type === 'session';
  return (
    <Dialog title="Settings" onClose={onClose}>
      <dl class="facts">
        <dt>You are</dt>
        <dd>{identity.agentName}</dd>
        <dt>Room</dt>
        <dd>{identity.roomName}</dd>
        <dt>Party</dt>
        <dd>{new URL(identity.partyUrl).host}</dd>
        <dt>Sites</dt>
        <dd>{identity.origins.join(', ') || 'none yet'}</dd>
      </dl>
      <fieldset class="appearance">
        <legend>Appearance</legend>
        <div class="segments">
          {APPEARANCES.map((appearance) => (
            <label key={appearance} class="segment">
              <input
                type="radio"
                name="appearance"
                checked={model.appearance.value === appearance}
                onChange={() => {
                  model.appearance.value = appearance;
                }}
              />
              <span>{APPEARANCE_NAMES[appearance]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="settings-pass">
        <button type="button" class="button" disabled={busy} onClick={() => model.changePass()}>
          Change pass
        </button>
        <button type="button" class="button button-danger" disabled={busy} onClick={() => void model.forgetPass()}>
          Remove pass
        </button>
        {busy && <p class="hint">The pass can be changed after the session.</p>}
      </div>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}
