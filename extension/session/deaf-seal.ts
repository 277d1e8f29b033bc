import type { Seal } from '../../shared/crypto/seal.ts';

/** For an agent who asks in: without a key nothing can be read or said yet, and nothing is kept for later. */
export const deafSeal: Seal = {
  pack: async (message) => message,
  unpack: async (packed) => packed,
  seal: () => new Promise(() => undefined),
  open: async () => undefined,
  connected: () => undefined,
  pulse: () => new Uint8Array(),
  hearPulse: () => false,
};
