import { AGENT_SENTENCES } from '../../shared/protocol/sentences.ts';
import { Icon } from '../../shared/views/Icon.tsx';
import { Notice } from '../../shared/views/Notice.tsx';
import type { Identity, PanelModel } from '../panel/panel-model.ts';
import type { RecentSession } from '../panel/recent-session.ts';
import { JoinColleague } from './JoinColleague.tsx';
import { moment, span } from './parts/durations.ts';
import { placesOf } from './parts/places.ts';
import { Screen } from './parts/Screen.tsx';
import { TopBar } from './parts/TopBar.tsx';

/** Between sessions: begin the next one, look back at the last ones. */
export function HomeView({ model, identity }: { model: PanelModel; identity: Identity }) {
  return (
    <>
      <TopBar model={model} identity={identity}>
        <span class="brand">Coview</span>
      </TopBar>
      <Screen name="home" title={`Hello, ${identity.agentName}`}>
        <p class="lead">
          You help customers of <strong>{identity.roomName}</strong>.
        </p>
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
        <p class="hint">You get a code to read out. Your customer types it on {placesOf(identity.origins)}.</p>
        <JoinColleague model={model} />
        <RecentSessions model={model} />
      </Screen>
    </>
  );
}

function RecentSessions({ model }: { model: PanelModel }) {
  const sessions = model.recent.value;
  return (
    <section class="recent" aria-labelledby="recent-title">
      <div class="section-head">
        <h2 id="recent-title">Recent sessions</h2>
        {sessions.length > 0 && (
          <button type="button" class="button-quiet" onClick={() => model.clearRecent()}>
            Clear
          </button>
        )}
      </div>
      {sessions.length === 0 ? (
        <p class="empty">Sessions that you have held are listed here, in this browser only.</p>
      ) : (
        <ul class="recent-list">
          {sessions.map((session) => (
            <RecentRow key={session.sessionId} session={session} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RecentRow({ session }: { session: RecentSession }) {
  const seen = session.liveMs > 0;
  return (
    <li class="recent-row" title={AGENT_SENTENCES[session.reason]}>
      <span class={seen ? 'recent-mark recent-mark-seen' : 'recent-mark'} />
      <span class="recent-place">{seen ? session.host || 'Customer’s page' : 'Page was not shared'}</span>
      <span class="recent-span">{seen ? span(session.liveMs) : '—'}</span>
      <span class="recent-when">{moment(session.startedAt, Date.now())}</span>
    </li>
  );
}
