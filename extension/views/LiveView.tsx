import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Icon } from '../../shared/views/Icon.tsx';
import type { Zoom } from '../mirror-view/fit-scale.ts';
import type { PanelModel, Screen as PanelScreen } from '../panel/panel-model.ts';
import { formatInvitation } from '../session/invitation.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { CustomerAway } from './CustomerAway.tsx';
import { EndDialog } from './EndDialog.tsx';
import { AddressBar } from './live/AddressBar.tsx';
import { MirrorStage } from './live/MirrorStage.tsx';
import { People } from './live/People.tsx';
import { type BoxSize, useBoxSize } from './live/use-box-size.ts';
import { NotPresent } from './NotPresent.tsx';
import { clock } from './parts/durations.ts';
import { Screen } from './parts/Screen.tsx';
import { TopBar } from './parts/TopBar.tsx';
import { useNow } from './parts/use-now.ts';

interface LiveProps {
  model: PanelModel;
  screen: Extract<PanelScreen, { type: 'session' }>;
  sinceAt: number;
  paused: boolean;
}

/** The page, live, and what an agent does with it. */
export function LiveView({ model, screen, sinceAt, paused }: LiveProps) {
  const { identity, session, facts } = screen;
  const body = useRef<HTMLDivElement>(null);
  const people = useRef<HTMLElement>(null);
  const bodySize = useBoxSize(body);
  const peopleSize = useBoxSize(people);
  const zoom = useSignal<Zoom>('whole');
  const pointing = useSignal(true);
  const ending = useSignal(false);
  const recording = session.terms.value?.recording ?? 'off';
  const mayPoint = session.terms.value?.agentsMay.includes('point') ?? false;
  const connection = session.connection.value;
  const customerAway =
    connection.type === 'online' &&
    session.participants.value.some((one) => one.role === 'customer' && one.admitted && !one.online);

  return (
    <>
      <TopBar model={model} identity={identity}>
        <LiveStatus sinceAt={sinceAt} paused={paused} reconnecting={connection.type === 'reconnecting'} />
        {recording === 'on' && <span class="status status-recorded">Recording</span>}
      </TopBar>
      <AddressBar address={facts.address.value} />
      <Screen name="live" title={<span class="visually-hidden">Your customer’s page</span>}>
        <div class="live-notices">
          <ConnectionNotice connection={connection} />
          {customerAway && <CustomerAway />}
          {connection.type === 'online' && !customerAway && <NotPresent heard={session.heard.value} />}
        </div>
        <div class={isWide(bodySize) ? 'live-body live-body-wide' : 'live-body'} ref={body}>
          {bodySize && peopleSize && (
            <MirrorStage
              model={model}
              screen={screen}
              room={roomForPage(bodySize, peopleSize)}
              zoom={zoom.value}
              pointing={mayPoint && pointing.value}
              paused={paused}
            />
          )}
          <People
            box={people}
            participants={session.participants.value}
            self={session.self.value}
            agentName={session.meeting.agentName}
            paused={paused}
            trust={session.trust.value}
            quality={facts.quality.value}
            recording={recording}
            onInvite={() => model.copy(formatInvitation(session.meeting))}
          />
        </div>
        <div class="toolbar" role="toolbar" aria-label="Session">
          {mayPoint && (
            <button
              type="button"
              class="tool"
              aria-pressed={pointing.value}
              title="Show your customer where you point"
              onClick={() => {
                pointing.value = !pointing.value;
              }}
            >
              <Icon name="point" />
              Point
            </button>
          )}
          <button
            type="button"
            class="tool"
            aria-pressed={zoom.value === 'closer'}
            title="Look closer, and follow your customer’s pointer"
            onClick={() => {
              zoom.value = zoom.value === 'whole' ? 'closer' : 'whole';
            }}
          >
            <Icon name="closer" />
            Closer
          </button>
          <button type="button" class="tool tool-end" onClick={() => (ending.value = true)}>
            <Icon name="stop" />
            End
          </button>
        </div>
      </Screen>
      {ending.value && <EndDialog onEnd={() => session.end()} onClose={() => (ending.value = false)} />}
    </>
  );
}

/** From this width on there is room for the people beside the page. */
const WIDE_CSS_PX = 860;

/** Between the page and the edges of its stage, as `.stage` has it. */
const STAGE_PADDING_CSS_PX = 12;

const isWide = (body: BoxSize | undefined) => body !== undefined && body.widthCssPx >= WIDE_CSS_PX;

/** What the page may fill: the people stand beside it where it is wide, below it where it is narrow. */
function roomForPage(body: BoxSize, people: BoxSize): BoxSize {
  const wide = isWide(body);
  return {
    widthCssPx: body.widthCssPx - (wide ? people.widthCssPx : 0) - 2 * STAGE_PADDING_CSS_PX,
    heightCssPx: body.heightCssPx - (wide ? 0 : people.heightCssPx) - 2 * STAGE_PADDING_CSS_PX,
  };
}

interface LiveStatusProps {
  sinceAt: number;
  paused: boolean;
  reconnecting: boolean;
}

function LiveStatus({ sinceAt, paused, reconnecting }: LiveStatusProps) {
  const lasted = clock(useNow() - sinceAt);
  if (reconnecting) return <span class="status status-warning">Reconnecting</span>;
  if (paused) return <span class="status status-warning">Paused</span>;
  return (
    <span class="status status-live">
      Live <span class="status-clock">{lasted}</span>
    </span>
  );
}
