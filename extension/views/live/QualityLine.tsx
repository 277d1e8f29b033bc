import type { AssetReason } from '../../../shared/tree/asset.ts';
import { Icon } from '../../../shared/views/Icon.tsx';
import type { QualityChange, ShownQuality } from '../../mirror-view/shown-quality.ts';
import { moment } from '../parts/durations.ts';

const STATES: Record<ShownQuality['state'], string> = {
  unproven: 'Checking the picture…',
  exact: 'Exact',
  repairing: 'Repairing a difference',
  different: 'Differs from the page',
};

const CHANGES: Record<ShownQuality['state'], string> = { ...STATES, unproven: 'Not checked', repairing: 'Repairing' };

const REASONS: Record<AssetReason, string> = {
  'too-large': 'too large to be sent',
  'cross-origin': 'from another site, which does not let the page read it',
  blocked: 'private',
  'not-loaded': 'could not be loaded',
  'type-not-allowed': 'of a kind that is not shown',
};

/** Whether the agent sees what the customer sees, and if not, what is missing and why. */
export function QualityLine({ quality }: { quality: ShownQuality }) {
  const { state, repaired, resent, scrolledElsewhere, missing, history } = quality;
  const absent = [...missing.values()].reduce((sum, count) => sum + count, 0);
  const isGood = state === 'exact' && absent === 0 && scrolledElsewhere === 0;
  return (
    <details class={isGood || state === 'unproven' ? 'quality' : 'quality quality-less'}>
      <summary>
        <Icon name={isGood ? 'check' : state === 'exact' || state === 'different' ? 'alert' : 'clock'} sizePx={16} />
        <span role="status">
          {STATES[state]}
          {absent > 0 &&
            `, ${absent} ${absent === 1 ? 'picture, font or style sheet is' : 'pictures, fonts and style sheets are'} not shown`}
          {scrolledElsewhere > 0 && `, ${partsElsewhere(scrolledElsewhere)}`}
        </span>
      </summary>
      {/* It scrolls when much has happened: by the keyboard, too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: browsers differ in whether a list that scrolls can have the focus by itself */}
      <ul tabIndex={0}>
        {[...missing].map(([reason, count]) => (
          <li key={reason}>
            {count} {REASONS[reason]}
          </li>
        ))}
        {scrolledElsewhere > 0 && <li>Something in it has another size here, so it cannot be scrolled as far</li>}
        <li>{repaired === 0 ? 'No repairs so far' : `Repaired ${repaired === 1 ? 'once' : `${repaired} times`}`}</li>
        {resent > 0 && (
          <li>
            {resent === 1 ? 'One place' : `${resent} places`} of the page had changed unnoticed and{' '}
            {resent === 1 ? 'was' : 'were'} sent again
          </li>
        )}
        {history.map((change) => (
          <li key={`${change.at} ${change.type}`}>
            {moment(change.at, Date.now())}: {sentenceOf(change)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function sentenceOf(change: QualityChange): string {
  switch (change.type) {
    case 'state':
      return CHANGES[change.state];
    case 'scrolled':
      return change.parts === 0 ? 'Scrolled like the page again' : capitalised(partsElsewhere(change.parts));
    case 'resent':
      return `${change.places === 1 ? 'A place' : `${change.places} places`} that had changed unnoticed sent again`;
  }
}

function partsElsewhere(parts: number): string {
  return parts === 1 ? 'one part is scrolled elsewhere' : `${parts} parts are scrolled elsewhere`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
