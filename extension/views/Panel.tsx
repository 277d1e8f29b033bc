import { useSignalEffect } from '@preact/signals';
import type { PanelModel, Screen } from '../panel/panel-model.ts';
import { AskingInView } from './AskingInView.tsx';
import { AskingView } from './AskingView.tsx';
import { ElsewhereView } from './ElsewhereView.tsx';
import { EndedView } from './EndedView.tsx';
import { HomeView } from './HomeView.tsx';
import { LiveView } from './LiveView.tsx';
import { PassView } from './PassView.tsx';
import { WaitingView } from './WaitingView.tsx';

/** The whole panel: side panel, sidebar and full tab show the same. */
export function Panel({ model }: { model: PanelModel }) {
  useSignalEffect(() => {
    document.documentElement.dataset.appearance = model.appearance.value;
  });
  useSignalEffect(() => {
    document.title = titleOf(model.screen.value);
  });
  return (
    <div class={model.fullTab ? 'panel panel-wide' : 'panel'}>
      <PanelScreen model={model} />
    </div>
  );
}

function PanelScreen({ model }: { model: PanelModel }) {
  const screen = model.screen.value;
  switch (screen.type) {
    case 'loading':
      return null;
    case 'pass-wanted':
      return <PassView model={model} replacing={screen.replacing} />;
    case 'home':
      return <HomeView model={model} identity={screen.identity} />;
    case 'session': {
      const { session, identity } = screen;
      const state = session.state.value;
      switch (state.type) {
        case 'waiting':
          return (
            session.meeting.code && (
              <WaitingView
                model={model}
                identity={identity}
                session={session}
                joinCode={session.meeting.code}
                missesLeft={state.missesLeft}
              />
            )
          );
        case 'asking-in':
          return <AskingInView model={model} identity={identity} session={session} turnedAway={state.turnedAway} />;
        case 'asking':
          return <AskingView model={model} identity={identity} session={session} />;
        case 'live':
          return <LiveView model={model} screen={screen} sinceAt={state.sinceAt} paused={state.paused} />;
        case 'ended':
          return <EndedView model={model} screen={screen} reason={state.reason} liveMs={state.liveMs} />;
        case 'elsewhere':
          return <ElsewhereView model={model} identity={identity} />;
      }
    }
  }
}

/** For the tab strip. Nothing of the code or the customer's page: browsers keep titles in their history. */
function titleOf(screen: Screen): string {
  if (screen.type !== 'session') return 'Coview';
  switch (screen.session.state.value.type) {
    case 'waiting':
      return 'Waiting – Coview';
    case 'asking-in':
      return 'Asking to come in – Coview';
    case 'asking':
      return 'Customer is here – Coview';
    case 'live':
      return 'Live – Coview';
    case 'ended':
      return 'Session over – Coview';
    case 'elsewhere':
      return 'Open elsewhere – Coview';
  }
}
