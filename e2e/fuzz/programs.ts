import { FORM_MUTATIONS } from './form-mutations.ts';
import { DOCUMENT_MUTATIONS, FRAME_MUTATIONS } from './frame-mutations.ts';
import { LAYER_MUTATIONS } from './layer-mutations.ts';
import { MARKUP_MUTATIONS, RANGE_MUTATIONS } from './markup-mutations.ts';
import type { Mutation } from './playground.ts';
import { SCROLL_MUTATIONS } from './scroll-mutations.ts';
import { SHADOW_MUTATIONS } from './shadow-mutations.ts';
import { SHEET_MUTATIONS } from './sheet-mutations.ts';
import { CONTENT_MUTATIONS, TREE_MUTATIONS } from './tree-mutations.ts';

/** What a program is made of. */
export interface Program {
  readonly mutations: readonly Mutation[];
  /** Browsers tell of scrolling with the next frame: such programs wait for it. */
  readonly scrolls: boolean;
  /** Opens dialogs and popovers and moves the focus. */
  readonly layers?: boolean;
}

const EVERYWHERE = [...TREE_MUTATIONS, ...CONTENT_MUTATIONS];

/** Trees are in all of them: they are what is hard. What comes with them meets often only where it is not one of many. */
const PROGRAMS: readonly Program[] = [
  { mutations: [...EVERYWHERE, ...TREE_MUTATIONS, ...FORM_MUTATIONS, ...SHEET_MUTATIONS], scrolls: false },
  { mutations: [...EVERYWHERE, ...MARKUP_MUTATIONS, ...RANGE_MUTATIONS, ...SHADOW_MUTATIONS], scrolls: false },
  { mutations: [...EVERYWHERE, ...FRAME_MUTATIONS, ...FRAME_MUTATIONS, ...DOCUMENT_MUTATIONS], scrolls: false },
  { mutations: [...SHADOW_MUTATIONS, ...SHEET_MUTATIONS, ...SHEET_MUTATIONS, ...TREE_MUTATIONS], scrolls: false },
  { mutations: [...FORM_MUTATIONS, ...FORM_MUTATIONS, ...MARKUP_MUTATIONS, ...TREE_MUTATIONS], scrolls: false },
  {
    mutations: [
      ...EVERYWHERE,
      ...MARKUP_MUTATIONS,
      ...RANGE_MUTATIONS,
      ...SHADOW_MUTATIONS,
      ...FORM_MUTATIONS,
      ...SHEET_MUTATIONS,
      ...FRAME_MUTATIONS,
      ...DOCUMENT_MUTATIONS,
      ...SCROLL_MUTATIONS,
    ],
    scrolls: true,
  },
  { mutations: [...EVERYWHERE, ...SCROLL_MUTATIONS, ...SCROLL_MUTATIONS, ...SHADOW_MUTATIONS], scrolls: true },
];

const LAYERS: Program = {
  mutations: [...EVERYWHERE, ...LAYER_MUTATIONS, ...LAYER_MUTATIONS, ...SHADOW_MUTATIONS],
  scrolls: false,
  layers: true,
};

export function programOf(seed: number): Program {
  return seed % 8 === 0 ? LAYERS : (PROGRAMS[seed % PROGRAMS.length] as Program);
}
