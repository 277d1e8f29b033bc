import type { Seal } from '../../shared/crypto/seal.ts';
import type { Link, LinkEvents } from '../../shared/link/link.ts';
import { openLink } from '../../shared/link/open-link.ts';
import { partySocket } from '../../shared/link/party-socket.ts';
import type { Meeting } from './meeting.ts';

/** Connects to a session from its newest checkpoint on: a panel that opens has nothing of the page. */
export function openAgentLink({ partyUrl, sessionId, entry }: Meeting, seal: Seal, events: LinkEvents): Link {
  return openLink(
    {
      partyUrl,
      sessionId,
      entry,
      lastIndex: 0,
      seal,
      openSocket: partySocket,
      onFault: (fault) => console.warn('Coview: a message was lost', fault),
    },
    events,
  );
}
