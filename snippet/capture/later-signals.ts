import { OP_FORMATS } from '../../shared/codec/op-fields.ts';
import { PageProof } from '../proof/page-proof.ts';
import { Animations } from './animations.ts';
import { AssetLibrary } from './assets/asset-library.ts';
import { Assets } from './assets/assets.ts';
import { AssignedSlots } from './assigned-slots.ts';
import { CustomerSystem } from './customer-system.ts';
import { ElementStates } from './element-states.ts';
import { Environment } from './environment.ts';
import { FieldSelection } from './field-selection.ts';
import { FocusAndSelection } from './focus-and-selection.ts';
import { Interaction } from './interaction.ts';
import { LateRoots } from './late-roots.ts';
import { MediaPlayback } from './media-playback.ts';
import { NativeAsks } from './native-asks.ts';
import { CustomerPointer } from './pointer.ts';
import { SheetSources } from './sheet-sources.ts';
import type { LaterContext, LaterSignals, Signal } from './signal.ts';
import { TopLayerOrder } from './top-layer-order.ts';
import { VisiblePart } from './visible-part.ts';

/** Signals that a first picture does not need. The snippet loads them apart, so that its core stays small. */
export function createLaterSignals(): LaterSignals {
  // One for the page and all its frames.
  const library = new AssetLibrary();
  const create = (context: LaterContext): Signal[] => [
    new FocusAndSelection(context),
    new FieldSelection(context),
    new CustomerPointer(context),
    new LateRoots(context),
    new AssignedSlots(context),
    new SheetSources(context),
    new TopLayerOrder(context),
    new Interaction(context),
    new ElementStates(context),
    new NativeAsks(context),
    new MediaPlayback(context),
    new VisiblePart(context),
    new Animations(context),
    new Environment(context),
    new CustomerSystem(context),
    new Assets(context, library),
    // Last: mostly it comes after whatever can change what is sent, and then has nothing to take back.
    new PageProof(context),
  ];
  return { create, formats: OP_FORMATS };
}
