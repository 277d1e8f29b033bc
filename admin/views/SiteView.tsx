import { useSignal } from '@preact/signals';
import type { RoomInfo } from '../../shared/api/resources.ts';
import { Icon } from '../../shared/views/Icon.tsx';
import type { PageModel } from '../page-model.ts';
import { CheckField } from '../parts/CheckField.tsx';
import { CopyBlock } from '../parts/CopyBlock.tsx';
import { LoadedView } from '../parts/LoadedView.tsx';
import { Section } from '../parts/Section.tsx';
import { loaderIntegrity, scriptTag, siteCheck } from '../script-tag.ts';
import { useLoaded } from '../use-loaded.ts';

/** The tag for the site, and how to find out what is missing there. */
export function SiteView({ model, room }: { model: PageModel; room: RoomInfo }) {
  const { partyUrl } = model;
  return (
    <div class="sections">
      <Section title="The tag" lead={<>Goes into every page of {room.origins.join(', ')}.</>}>
        <TagBlock partyUrl={partyUrl} roomId={room.roomId} />
        <CopyBlock label="A button that opens it" text={`<button onclick="coview('open')">Need help?</button>`} />
      </Section>
      <Section
        title="Test my site"
        lead="Only a page itself knows what its security policy, its origin and its blockers do. So the test runs there."
      >
        <p>
          Open a page of your site, press F12, choose the console and paste this line. It says what is in order and what
          is missing. Nothing of the page is sent.
        </p>
        <CopyBlock label="Line for the console" text={siteCheck(partyUrl, room.roomId)} />
        <PlainHttpNotice room={room} />
      </Section>
    </div>
  );
}

function TagBlock({ partyUrl, roomId }: { partyUrl: string; roomId: string }) {
  const withIntegrity = useSignal(false);
  const [integrity, again] = useLoaded(() => loaderIntegrity(partyUrl), 'loader');
  return (
    <>
      {withIntegrity.value ? (
        <LoadedView of={integrity} again={again}>
          {(hash) => <CopyBlock label="Script tag" text={scriptTag(partyUrl, roomId, hash)} />}
        </LoadedView>
      ) : (
        <CopyBlock label="Script tag" text={scriptTag(partyUrl, roomId)} />
      )}
      <CheckField
        label="With an integrity hash"
        hint="Browsers then refuse any other loader. What the loader loads later is not covered. After each update of the party the tag needs the new hash, or sharing stops working."
        checked={withIntegrity.value}
        onChange={(checked) => {
          withIntegrity.value = checked;
        }}
      />
    </>
  );
}

/** Says beforehand what the browser would refuse. */
function PlainHttpNotice({ room }: { room: RoomInfo }) {
  const plain = room.origins.filter((origin) => origin.startsWith('http://') && !/\/\/(localhost|127\.)/.test(origin));
  if (plain.length === 0 || room.policy.allowUnsealed) return null;
  return (
    <div class="notice notice-warning">
      <Icon name="alert" />
      <span>
        On {plain.join(', ')} browsers give no cryptography. Sessions there are refused, unless the policy allows pages
        on plain http.
      </span>
    </div>
  );
}
