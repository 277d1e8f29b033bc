import type { CloseReason } from '../../shared/protocol/close.ts';
import { AGENT_SENTENCES } from '../../shared/protocol/sentences.ts';
import { Icon } from '../../shared/views/Icon.tsx';
import { Notice } from '../../shared/views/Notice.tsx';
import type { PanelModel, Screen as PanelScreen } from '../panel/panel-model.ts';
import { span } from './parts/durations.ts';
import { Screen } from './parts/Screen.tsx';
import { TopBar } from './parts/TopBar.tsx';

interface EndedProps {
  model: PanelModel;
  screen: Extract<PanelScreen, { type: 'session' }>;
  reason: CloseReason;
  liveMs: number;
}

/** It is over, and why. */
export function EndedView({ model, screen, reason, liveMs }: EndedProps) {
  const { identity, facts } = screen;
  const address = facts.address.value;
  return (
    <>
      <TopBar model={model} identity={identity}>
        <span class="status">Session over</span>
      </TopBar>
      <Screen name="ended" title={liveMs > 0 ? 'Session ended' : 'No session this time'}>
        <p class="lead" role="status">
          {AGENT_SENTENCES[reason]}
        </p>
        {liveMs > 0 && (
          <dl class="facts card">
            <dt>Page seen for</dt>
            <dd>{span(liveMs)}</dd>
            {address && (
              <>
                <dt>Last page</dt>
                <dd>{address.title || address.url}</dd>
              </>
            )}
          </dl>
        )}
        {model.problem.value && (
          <Notice role="alert" icon="alert" tone="danger">
            {model.problem.value}
          </Notice>
        )}
        <button
          type="button"
          class="button button-primary button-large"
          aria-disabled={model.opening.value}
          onClick={() => void model.startSession()}
        >
          <Icon name="plus" />
          {model.opening.value ? 'Getting a code…' : 'New session'}
        </button>
        <button type="button" class="button" onClick={() => model.goHome()}>
          <Icon name="back" />
          Back to start
        </button>
      </Screen>
    </>
  );
}
