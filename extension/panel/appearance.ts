/** How the panel looks: as the system does, or one of its two sets of colours whatever the system does. */
export const APPEARANCES = ['system', 'light', 'dark'] as const;

export type Appearance = (typeof APPEARANCES)[number];
