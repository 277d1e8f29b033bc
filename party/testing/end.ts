import { WebSocket } from 'ws';
import { FIRST_START, SessionSeal } from '../../shared/crypto/session-seal.ts';
import type { LinkEvents, LinkState, ReceivedMessage } from '../../shared/link/link.ts';
import { type LinkOptions, openLink } from '../../shared/link/open-link.ts';
import { partySocketOf } from '../../shared/link/party-socket.ts';
import type { Participant } from '../../shared/protocol/control.ts';
import type { Role } from '../../shared/protocol/kinds.ts';

/** A WebSocket class of Node that claims to come from a page of `origin`. */
export function socketFrom(origin: string | undefined): new (url: string) => WebSocket {
  return class extends WebSocket {
    constructor(url: string) {
      super(url, origin === undefined ? {} : { origin });
    }
  };
}

/** All ends of a test have one key; how two ends agree on one is tested without a party. */
function sealOf(role: Role): SessionSeal {
  const seal = new SessionSeal(role, FIRST_START);
  seal.unlock(new Uint8Array(32).fill(7));
  return seal;
}

/** One end of a session in Node, with everything it was told. */
export interface TestEnd {
  link: ReturnType<typeof openLink>;
  states: LinkState[];
  messages: ReceivedMessage[];
  participants: Participant[];
  tokens: string[];
  self: string | undefined;
  missed: number[];
  checkpointsWanted: number;
  faults: unknown[];
}

export function openEnd(
  options: Pick<LinkOptions, 'partyUrl' | 'sessionId' | 'entry'> & Partial<LinkOptions> & { origin?: string },
): TestEnd {
  const { origin, ...rest } = options;
  const end: Omit<TestEnd, 'link'> = {
    states: [],
    messages: [],
    participants: [],
    tokens: [],
    self: undefined,
    missed: [],
    checkpointsWanted: 0,
    faults: [],
  };
  const events: LinkEvents = {
    onState: (state) => void end.states.push(state),
    onMessage: (message) => void end.messages.push(message),
    onParticipants(participants) {
      end.participants = participants;
    },
    onResumeToken: (token) => void end.tokens.push(token),
    onCheckpointWanted() {
      end.checkpointsWanted++;
    },
    onWelcome({ self }) {
      end.self = self;
    },
    onMissed: (_participant, missesLeft) => void end.missed.push(missesLeft),
  };
  const link = openLink(
    {
      lastIndex: 0,
      // Only customers come from a page.
      seal: sealOf(origin === undefined ? 'agent' : 'customer'),
      openSocket: partySocketOf(socketFrom(origin)),
      onFault: (fault) => void end.faults.push(fault),
      ...rest,
    },
    events,
  );
  return Object.assign(end, { link });
}
