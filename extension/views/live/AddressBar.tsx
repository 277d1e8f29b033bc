import { Icon } from '../../../shared/views/Icon.tsx';
import type { PageAddress } from '../../mirror-view/page-facts.ts';

/** Title and address of the customer's page, the host first to the eye. Shown, never followed. */
export function AddressBar({ address }: { address: PageAddress | undefined }) {
  if (!address) return <div class="address address-empty" />;
  const url = URL.canParse(address.url) ? new URL(address.url) : undefined;
  return (
    <div class="address">
      <Icon name={url?.protocol === 'https:' ? 'lock' : 'globe'} sizePx={16} />
      <div class="address-text">
        <p class="address-title">{address.title || 'Untitled page'}</p>
        <p class="address-url">
          {url ? (
            <>
              <span class="address-host">{url.host}</span>
              {url.pathname}
              {url.search}
              {url.hash}
            </>
          ) : (
            address.url
          )}
        </p>
      </div>
    </div>
  );
}
