import type { MirrorMedia } from '../../shared/mirror/mirror.ts';
import type { MarkBox } from './mark-box.ts';

/** What a video or sound is doing, as a note on it. */
export interface MediaMark {
  box: MarkBox;
  text: string;
}

/**
 * Of what the customer can hear or steer. A silent film without controls is a picture that moves.
 *
 * @returns undefined where there is nothing to say
 */
export function mediaMark(media: MirrorMedia, box: MarkBox): MediaMark | undefined {
  const { paused, waiting, ended, muted, volume, rate, positionSeconds, durationSeconds, element } = media;
  const isSilent = muted || volume === 0;
  if (box.widthCssPx === 0 || (isSilent && !element.hasAttribute('controls'))) return undefined;
  const doing = ended ? 'Ended' : paused ? 'Paused' : waiting ? 'Loading' : 'Playing';
  const end = durationSeconds === 0 ? '' : ` / ${clock(durationSeconds)}`;
  const parts = [`${doing} ${clock(positionSeconds)}${end}`];
  if (rate !== 1) parts.push(`${Math.round(rate * 100) / 100}×`);
  if (isSilent) parts.push('muted');
  else if (volume < 1) parts.push(`volume ${Math.round(volume * 100)} %`);
  return { box, text: parts.join(' · ') };
}

/** Whether time passes for it. */
export function isPlaying({ paused, waiting, ended }: MirrorMedia): boolean {
  return !paused && !waiting && !ended;
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
