import type { Identity, PanelModel } from '../panel/panel-model.ts';
import type { AgentSession } from '../session/agent-session.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { Screen } from './parts/Screen.tsx';
import { TopBar } from './parts/TopBar.tsx';
import { TrustLine } from './parts/TrustLine.tsx';

interface AskingProps {
  model: PanelModel;
  identity: Identity;
  session: AgentSession;
}

/** The customer typed the code: now they decide. */
export function AskingView({ model, identity, session }: AskingProps) {
  return (
    <>
      <TopBar model={model} identity={identity}>
        <span class="status status-waiting">Waiting for consent</span>
      </TopBar>
      <Screen name="asking" title="Your customer is here">
        <ConnectionNotice connection={session.connection.value} />
        <div class="asking-picture" aria-hidden="true">
          <span class="person person-customer">C</span>
          <span class="asking-line" />
          <span class="person person-agent">{identity.agentName.charAt(0)}</span>
        </div>
        <p class="lead" role="status">
          They typed the code and are asked whether you may see their page.
        </p>
        <div class="card">
          <p>
            They see your name, <strong>{identity.agentName}</strong>, and <strong>{identity.roomName}</strong>. Nothing
            of their page reaches you before they agree; passwords and card details never do.
          </p>
        </div>
        <TrustLine trust={session.trust.value} />
        <button type="button" class="button cancel" onClick={() => model.cancelSession()}>
          Cancel
        </button>
      </Screen>
    </>
  );
}
