import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import type { Participant } from '../../../shared/protocol/control.ts';
import type { RecordingStanding } from '../../../shared/protocol/recording.ts';
import type { ShownQuality } from '../../mirror-view/shown-quality.ts';
import type { Trust } from '../../session/agent-sealing.ts';
import { TrustLine } from '../parts/TrustLine.tsx';
import { QualityLine } from './QualityLine.tsx';
import { RecordingLine } from './RecordingLine.tsx';

interface PeopleProps {
  trust: Trust;
  quality: ShownQuality;
  recording: RecordingStanding;
  /** Copies an invitation for a colleague. */
  onInvite(): Promise<boolean>;
  participants: readonly Participant[];
  self: string | undefined;
  agentName: string;
  paused: boolean;
  box: RefObject<HTMLElement | null>;
}

/** Who is in the session, the customer first. */
export function People(props: PeopleProps) {
  const { participants, self, agentName, paused, trust, quality, recording, onInvite, box } = props;
  const present = participants.filter((one) => one.admitted && (one.online || one.role === 'customer'));
  const customers = present.filter((one) => one.role === 'customer');
  const agents = present.filter((one) => one.role === 'agent');
  return (
    <section ref={box} class="people" aria-labelledby="people-title">
      <h2 id="people-title">People</h2>
      <ul>
        {customers.map((one) => (
          <li key={one.id} class="people-row">
            <span class="person person-customer" aria-hidden="true">
              C
            </span>
            <span class="people-name">Customer</span>
            <span class="people-note">{one.online ? (paused ? 'Paused' : 'Sharing the page') : 'Away'}</span>
          </li>
        ))}
        {agents.map((one) => {
          const name = one.id === self ? agentName : (one.name ?? 'Another agent');
          return (
            <li key={one.id} class="people-row">
              <span class="person person-agent" aria-hidden="true">
                {name.charAt(0)}
              </span>
              <span class="people-name">{name}</span>
              <span class="people-note">{one.id === self ? 'You' : 'Watching'}</span>
            </li>
          );
        })}
      </ul>
      <TrustLine trust={trust} />
      <RecordingLine standing={recording} />
      <QualityLine quality={quality} />
      {trust.type === 'sealed' && <Invite onInvite={onInvite} />}
    </section>
  );
}

function Invite({ onInvite }: Pick<PeopleProps, 'onInvite'>) {
  const copied = useSignal(false);
  return (
    <button
      type="button"
      class="button-quiet"
      title="Copies an invitation. Your customer is asked before a colleague sees the page."
      onClick={async () => {
        copied.value = await onInvite();
      }}
      onBlur={() => {
        copied.value = false;
      }}
    >
      <span role="status">{copied.value ? 'Invitation copied' : 'Invite a colleague'}</span>
    </button>
  );
}
