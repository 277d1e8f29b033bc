import { type Signal, useSignal } from '@preact/signals';
import type { RoomInfo } from '../shared/api/resources.ts';
import type { Ability, Policy, RoomChange } from '../shared/api/room-settings.ts';
import type { Language } from '../shared/protocol/languages.ts';
import { linesOf } from './parts/LinesField.tsx';

/** What an admin is changing about a room; lists as they are typed, one a line. */
export interface PolicyDraft {
  name: Signal<string>;
  origins: Signal<string>;
  assetOrigins: Signal<string>;
  brandName: Signal<string>;
  colour: Signal<string>;
  logo: Signal<string>;
  /** The one for everybody else first; none: all. */
  languages: Signal<Language[]>;
  agentsMay: Signal<Ability[]>;
  mask: Signal<string>;
  block: Signal<string>;
  ignore: Signal<string>;
  maskPages: Signal<boolean>;
  idleMinutes: Signal<number>;
  lengthMinutes: Signal<number>;
  agentsPerSession: Signal<number>;
  allowUnsealed: Signal<boolean>;
  recording: Signal<Policy['recording']>;
  retentionDays: Signal<number>;
  /** The change as the API takes it. */
  change(): RoomChange;
  isChanged(): boolean;
  /** Back to how the room is. */
  discard(): void;
}

export function usePolicyDraft(room: RoomInfo): PolicyDraft {
  const saved = fieldsOf(room);
  const fields = {
    name: useSignal(saved.name),
    origins: useSignal(saved.origins),
    assetOrigins: useSignal(saved.assetOrigins),
    brandName: useSignal(saved.brandName),
    colour: useSignal(saved.colour),
    logo: useSignal(saved.logo),
    languages: useSignal(saved.languages),
    agentsMay: useSignal(saved.agentsMay),
    mask: useSignal(saved.mask),
    block: useSignal(saved.block),
    ignore: useSignal(saved.ignore),
    maskPages: useSignal(saved.maskPages),
    idleMinutes: useSignal(saved.idleMinutes),
    lengthMinutes: useSignal(saved.lengthMinutes),
    agentsPerSession: useSignal(saved.agentsPerSession),
    allowUnsealed: useSignal(saved.allowUnsealed),
    recording: useSignal(saved.recording),
    retentionDays: useSignal(saved.retentionDays),
  };
  const set = <Field extends keyof typeof fields>(field: Field): void => {
    (fields[field] as Signal<(typeof saved)[Field]>).value = saved[field];
  };
  const change = (): RoomChange => ({
    name: fields.name.value,
    origins: linesOf(fields.origins.value),
    assetOrigins: linesOf(fields.assetOrigins.value),
    branding: {
      name: filled(fields.brandName.value),
      colour: filled(fields.colour.value),
      logo: filled(fields.logo.value),
    },
    languages: fields.languages.value,
    policy: {
      agentsMay: fields.agentsMay.value,
      privacyFloor: {
        mask: linesOf(fields.mask.value),
        block: linesOf(fields.block.value),
        ignore: linesOf(fields.ignore.value),
        private: fields.maskPages.value,
      },
      idleMinutes: fields.idleMinutes.value,
      lengthMinutes: fields.lengthMinutes.value,
      agentsPerSession: fields.agentsPerSession.value,
      allowUnsealed: fields.allowUnsealed.value,
      recording: fields.recording.value,
      retentionDays: fields.retentionDays.value,
    },
  });
  return {
    ...fields,
    change,
    isChanged: () => (Object.keys(fields) as (keyof typeof fields)[]).some((key) => fields[key].value !== saved[key]),
    discard: () => {
      for (const key of Object.keys(fields) as (keyof typeof fields)[]) set(key);
    },
  };
}

const filled = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function fieldsOf({ name, origins, assetOrigins, policy, branding, languages }: RoomInfo) {
  const { privacyFloor, diagnostics: _diagnostics, ...rest } = policy;
  return {
    name,
    origins: origins.join('\n'),
    assetOrigins: assetOrigins.join('\n'),
    brandName: branding.name ?? '',
    colour: branding.colour ?? '',
    logo: branding.logo ?? '',
    languages,
    mask: privacyFloor.mask.join('\n'),
    block: privacyFloor.block.join('\n'),
    ignore: privacyFloor.ignore.join('\n'),
    maskPages: privacyFloor.private,
    ...rest,
  };
}
