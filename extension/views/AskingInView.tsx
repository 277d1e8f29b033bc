import { Notice } from '../../shared/views/Notice.tsx';
import type { Identity, PanelModel } from '../panel/panel-model.ts';
import type { AgentSession } from '../session/agent-session.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { Screen } from './parts/Screen.tsx';
import { TopBar } from './parts/TopBar.tsx';

interface AskingInProps {
  model: PanelModel;
  identity: Identity;
  session: AgentSession;
  turnedAway: boolean;
}

/** A colleague's session: its customer decides who else may see the page. */
export function AskingInView({ model, identity, session, turnedAway }: AskingInProps) {
  return (
    <>
      <TopBar model={model} identity={identity}>
        <span class="status status-waiting">Asking to come in</span>
      </TopBar>
      <Screen name="asking-in" title="The customer is asked">
        <ConnectionNotice connection={session.connection.value} />
        <p class="lead" role="status">
          They are asked whether <strong>{identity.agentName}</strong> may see their page too.
        </p>
        {turnedAway && (
          <Notice role="status" icon="alert" tone="warning">
            The customer said “Not now”.
          </Notice>
        )}
        {turnedAway && (
          <button type="button" class="button button-primary" onClick={() => session.askAgain()}>
            Ask again
          </button>
        )}
        <button type="button" class="button cancel" onClick={() => model.leaveSession()}>
          Leave
        </button>
      </Screen>
    </>
  );
}
