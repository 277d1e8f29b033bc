import { Icon } from '../../../shared/views/Icon.tsx';
import type { Trust } from '../../session/agent-sealing.ts';

/** Whether what is said is sealed, and the words by which agent and customer can be sure of each other. */
export function TrustLine({ trust }: { trust: Trust }) {
  switch (trust.type) {
    case 'none-yet':
      return null;
    case 'sealed':
      return (
        <p class="trust">
          <Icon name="lock" sizePx={16} />
          <span>
            Encrypted. Your customer sees the same words: <strong class="trust-words">{trust.fingerprint}</strong>
          </span>
        </p>
      );
    case 'open':
      return (
        <p class="trust trust-open">
          <Icon name="alert" sizePx={16} />
          <span>Not encrypted: your customer’s page has no secure (https) address.</span>
        </p>
      );
  }
}
