import { useSignal } from '@preact/signals';
import { formatJoinCode } from '../../shared/protocol/join-code.ts';
import { CODE_LIFETIME_MS, CODE_MISSES } from '../../shared/protocol/limits.ts';
import { Icon } from '../../shared/views/Icon.tsx';
import { Notice } from '../../shared/views/Notice.tsx';
import type { Identity, PanelModel } from '../panel/panel-model.ts';
import type { AgentSession } from '../session/agent-session.ts';
import type { JoinCode } from '../session/meeting.ts';
import { spell } from '../session/spelling.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { clock } from './parts/durations.ts';
import { placesOf } from './parts/places.ts';
import { Screen } from './parts/Screen.tsx';
import { TopBar } from './parts/TopBar.tsx';
import { useNow } from './parts/use-now.ts';

interface WaitingProps {
  model: PanelModel;
  identity: Identity;
  session: AgentSession;
  joinCode: JoinCode;
  missesLeft: number;
}

/** The code is out: read it aloud and wait. */
export function WaitingView({ model, identity, session, joinCode, missesLeft }: WaitingProps) {
  const { locator, secret, expiresAt } = joinCode;
  const code = formatJoinCode(locator, secret);
  return (
    <>
      <TopBar model={model} identity={identity}>
        <span class="status status-waiting">Waiting for your customer</span>
      </TopBar>
      <Screen name="waiting" title="Read out this code">
        <ConnectionNotice connection={session.connection.value} />
        <ShownCode code={code} />
        <div class="code-actions">
          <CopyButton model={model} code={code} />
          <Countdown expiresAt={expiresAt} />
        </div>
        {missesLeft < CODE_MISSES && (
          <Notice role="status" icon="alert" tone="warning">
            A wrong code was typed. {missesLeft === 1 ? 'One more try is' : `${missesLeft} more tries are`} possible,
            then this code stops working.
          </Notice>
        )}
        <ol class="steps">
          <li>Your customer opens help on {placesOf(identity.origins)}.</li>
          <li>They type this code.</li>
          <li>They allow you to look, and their page appears here.</li>
        </ol>
        <button type="button" class="button cancel" onClick={() => model.cancelSession()}>
          Cancel
        </button>
      </Screen>
    </>
  );
}

/** Two groups of four, each letter over its spoken word. Read as one sentence by a screen reader. */
function ShownCode({ code }: { code: string }) {
  const groups = spell(code);
  const spoken = groups.map((group) => group.map((one) => one.word).join(', ')).join('; ');
  return (
    <div class="join-code">
      <p class="visually-hidden">
        {code}: {spoken}
      </p>
      <div class="join-code-groups" aria-hidden="true">
        {groups.map((group) => (
          <div class="join-code-group" key={group.map((one) => one.character).join('')}>
            {group.map(({ character, word }, place) => (
              // A code may hold one character twice, and never changes while it is shown.
              <span class="join-code-cell" key={place}>
                <span class="join-code-character">{character}</span>
                <span class="join-code-word">{word}</span>
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function CopyButton({ model, code }: { model: PanelModel; code: string }) {
  const copied = useSignal(false);
  return (
    <button
      type="button"
      class="button"
      onClick={async () => {
        copied.value = await model.copy(code);
      }}
      onBlur={() => {
        copied.value = false;
      }}
    >
      <Icon name={copied.value ? 'check' : 'copy'} />
      <span role="status">{copied.value ? 'Copied' : 'Copy code'}</span>
    </button>
  );
}

/** Below this the time left is shown as a warning. */
const HURRY_MS = 60_000;

function Countdown({ expiresAt }: { expiresAt: number }) {
  // The party's clock decides. Ours may differ: never show more than a code can live.
  const leftMs = Math.min(CODE_LIFETIME_MS, Math.max(0, expiresAt - useNow()));
  return (
    <p class={leftMs < HURRY_MS ? 'countdown countdown-hurry' : 'countdown'}>
      <Icon name="clock" sizePx={16} />
      {leftMs > 0 ? (
        <span>
          Expires in <span class="countdown-clock">{clock(leftMs)}</span>
        </span>
      ) : (
        <span>Expiring now</span>
      )}
    </p>
  );
}
