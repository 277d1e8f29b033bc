import type { Seal } from '../../shared/crypto/seal.ts';
import type { Link, LinkEvents } from '../../shared/link/link.ts';
import { openLink } from '../../shared/link/open-link.ts';
import { partySocket } from '../../shared/link/party-socket.ts';
import type { Meeting } from './meeting.ts';

/** Who cannot read it yet begins anew once they can. */
const NOTHING_OF_THE_LOG = 0xffff_ffff;

/** Connects to a session from its newest checkpoint on: a panel that opens has nothing of the page. */
export function openAgentLink({ partyUrl, sessionId, entry, stage }: Meeting, seal: Seal, events: LinkEvents): Link {
  return openLink(
    {
      partyUrl,
      sessionId,
      entry,
      lastIndex: stage.type === 'asking-in' ? NOTHING_OF_THE_LOG : 0,
      seal,
      openSocket: partySocket,
      onFault: (fault) => console.warn('Coview: a message was lost', fault),
    },
    events,
  );
}
