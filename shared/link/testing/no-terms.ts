import type { RoomTerms } from '../../protocol/control.ts';

/** Of a room that hides nothing and allows nothing. */
export const NO_TERMS: RoomTerms = {
  floor: { mask: [], block: [], ignore: [], private: false },
  assetOrigins: [],
  agentsMay: [],
  branding: {},
  languages: [],
  recording: 'off',
};
