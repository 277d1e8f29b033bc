import type { ParsedPass } from '../../shared/protocol/pass.ts';

type PassFault = Extract<ParsedPass, { ok: false }>['fault'];

/** Why what was pasted is no pass, and what to do. */
export function pastedPassSentence(pasted: string, fault: PassFault): string {
  if (pasted.trim() === '') return 'Paste your pass here first.';
  switch (fault) {
    case 'not-a-pass':
      return 'This is not a pass. A pass begins with coview-pass- and comes from your admin.';
    case 'damaged':
      return 'A part of this pass is missing or changed. Copy the whole line and paste it again.';
  }
}
