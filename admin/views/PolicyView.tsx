import type { RoomInfo } from '../../shared/api/resources.ts';
import { ABILITIES, type Ability } from '../../shared/api/room-settings.ts';
import type { PageModel } from '../page-model.ts';
import { CheckField } from '../parts/CheckField.tsx';
import { ChoiceField } from '../parts/ChoiceField.tsx';
import { LinesField } from '../parts/LinesField.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { SaveBar } from '../parts/SaveBar.tsx';
import { Section } from '../parts/Section.tsx';
import { TextField } from '../parts/TextField.tsx';
import { useAction } from '../parts/use-action.ts';
import { type PolicyDraft, usePolicyDraft } from '../use-policy-draft.ts';
import { DeleteRoom } from './DeleteRoom.tsx';
import { Languages } from './Languages.tsx';

const DAY_MINUTES = 24 * 60;

const ABILITY_WORDS: Record<Ability, { label: string; hint: string }> = {
  point: { label: 'Point', hint: 'show where to look' },
  draw: { label: 'Draw', hint: 'mark something on the page' },
  click: { label: 'Click', hint: 'press what the customer could press' },
  type: { label: 'Type', hint: 'fill fields that are not private' },
  scroll: { label: 'Scroll', hint: 'move the page' },
  navigate: { label: 'Go to other pages', hint: 'open addresses of the site' },
};

/** What the room is and allows. Everything is saved together. */
export function PolicyView({ model, room, again }: { model: PageModel; room: RoomInfo; again(): Promise<void> }) {
  const draft = usePolicyDraft(room);
  const { fault, faultOf, busy, run } = useAction(model);
  const submit = (event: Event): void => {
    event.preventDefault();
    void run(async () => {
      await model.api.call('changeRoom', { params: { room: room.roomId }, body: draft.change() });
      await again();
    }, 'Saved. Sessions that are running keep the settings they began with.');
  };
  return (
    <>
      <form class="sections" onSubmit={submit}>
        <Section title="Room" lead="Who takes part, and where an agent’s browser may load pictures from.">
          <TextField
            label="Name"
            hint="Customers see it."
            of={draft.name}
            fault={faultOf('name')}
            required
            maxLength={80}
          />
          <LinesField
            label="Sites"
            hint="Origins whose pages may take part, one a line. A star stands for one name: https://*.shop.example"
            placeholder="https://shop.example"
            of={draft.origins}
            fault={faultOf('origins')}
            required
          />
          <LinesField
            label="Pictures and fonts from"
            hint="Pictures come from the customer’s page. What a page may not read itself is loaded from these origins, one a line; otherwise a placeholder stands there."
            placeholder="https://cdn.shop.example"
            of={draft.assetOrigins}
            fault={faultOf('assetOrigins')}
          />
        </Section>
        <Section
          title="What customers see"
          lead="In the widget, when an agent asks to see their page and while it is shown."
        >
          <TextField
            label="Name for customers"
            hint="Where it should not be the name of the room."
            of={draft.brandName}
            fault={faultOf('branding.name')}
            maxLength={80}
          />
          <TextField
            label="Colour"
            hint="As #rrggbb. It is made darker or lighter where a text on it could not be read."
            placeholder="#0f6b59"
            of={draft.colour}
            fault={faultOf('branding.colour')}
          />
          <TextField
            label="Logo"
            hint="Address of a square picture. Your sites’ Content-Security-Policy must allow it; otherwise a letter stands there."
            placeholder="https://shop.example/logo.svg"
            of={draft.logo}
            fault={faultOf('branding.logo')}
          />
        </Section>
        <Section title="Languages" lead="What the widget may speak to customers.">
          <Languages draft={draft} fault={faultOf('languages')} />
        </Section>
        <Section
          title="Agents may ask for"
          lead="A ceiling: nothing happens before the customer agrees. This version of the panel points and does none of the others yet; the choice is kept and told to both ends."
        >
          <Abilities draft={draft} />
        </Section>
        <Section title="Always hidden" lead="CSS selectors, one a line. No site of the room can show these again.">
          <LinesField
            label="Mask"
            hint="Text and values are replaced before they leave the page."
            placeholder={'.iban\n#customer-note'}
            of={draft.mask}
            fault={faultOf('policy.privacyFloor.mask')}
          />
          <LinesField
            label="Block"
            hint="Only an empty box of the same size is shown."
            of={draft.block}
            fault={faultOf('policy.privacyFloor.block')}
          />
          <LinesField
            label="Ignore"
            hint="What is entered here is not reported."
            of={draft.ignore}
            fault={faultOf('policy.privacyFloor.ignore')}
          />
          <CheckField
            label="Mask whole pages"
            hint="All text is replaced; sites open what may be seen."
            checked={draft.maskPages.value}
            onChange={(checked) => {
              draft.maskPages.value = checked;
            }}
          />
        </Section>
        <Section title="Sessions" lead="When a session ends by itself, and who may be in it.">
          <div class="columns">
            <NumberField label="Quiet for at most" unit="minutes" max={DAY_MINUTES} of={draft.idleMinutes} />
            <NumberField label="Long at most" unit="minutes" max={DAY_MINUTES} of={draft.lengthMinutes} />
            <NumberField label="Agents at one time" unit="agents" max={20} of={draft.agentsPerSession} />
          </div>
          <CheckField
            label="Allow pages on plain http"
            hint="Browsers give no cryptography there: the session is not sealed, and both sides are told."
            checked={draft.allowUnsealed.value}
            onChange={(checked) => {
              draft.allowUnsealed.value = checked;
            }}
          />
        </Section>
        <Section title="Recording" lead="Recordings are stored sealed: only who has a pass of this room can open them.">
          <div class="columns">
            <ChoiceField
              label="Record sessions"
              of={draft.recording}
              choices={[
                { value: 'off', label: 'Off' },
                { value: 'ask', label: 'Ask the customer' },
                { value: 'on', label: 'On' },
              ]}
            />
            <NumberField label="Kept for" unit="days" max={365} of={draft.retentionDays} />
          </div>
        </Section>
        <SaveBar draft={draft} fault={fault} busy={busy} />
      </form>
      <DeleteRoom model={model} room={room} />
    </>
  );
}

function Abilities({ draft: { agentsMay } }: { draft: PolicyDraft }) {
  return (
    <div class="checks">
      {ABILITIES.map((ability) => (
        <CheckField
          key={ability}
          {...ABILITY_WORDS[ability]}
          checked={agentsMay.value.includes(ability)}
          onChange={(checked) => {
            const others = agentsMay.value.filter((each) => each !== ability);
            agentsMay.value = ABILITIES.filter((each) => others.includes(each) || (checked && each === ability));
          }}
        />
      ))}
    </div>
  );
}
