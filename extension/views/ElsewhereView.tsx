import { Icon } from '../../shared/views/Icon.tsx';
import type { Identity, PanelModel } from '../panel/panel-model.ts';
import { Screen } from './parts/Screen.tsx';
import { TopBar } from './parts/TopBar.tsx';

/** The session goes on in another panel or tab of this browser. */
export function ElsewhereView({ model, identity }: { model: PanelModel; identity: Identity }) {
  return (
    <>
      <TopBar model={model} identity={identity}>
        <span class="status">Open elsewhere</span>
      </TopBar>
      <Screen name="elsewhere" title="Your session is open in another place">
        <p class="lead">It goes on in another panel or tab of this browser. One place shows it at a time.</p>
        <button type="button" class="button button-primary button-large" onClick={() => void model.takeBack()}>
          <Icon name="fit" />
          Show it here
        </button>
      </Screen>
    </>
  );
}
