import type { PrivacyOptions } from '../privacy/privacy-options.ts';
import type { CoviewOptions } from './coview.ts';
import { type CoviewError, setupError } from './errors.ts';

export type CheckedOptions = { ok: true; options: CoviewOptions } | { ok: false; error: CoviewError };

const LISTS = ['mask', 'unmask', 'block', 'unblock', 'ignore', 'noControl'] as const;

/**
 * Options as they come from a page, which may be written in plain JavaScript. Fails closed: with a list that cannot be
 * obeyed, or a name that may be a privacy option spelt wrongly, nothing starts.
 */
export function checkOptions(given: unknown, document: Document, ownOrigin: string | null): CheckedOptions {
  if (typeof given !== 'object' || given === null) return refuse('no options');
  const entries = new Map<string, unknown>(Object.entries(given));
  const room = entries.get('room');
  if (typeof room !== 'string' || room === '') return refuse('room');
  const party = partyUrl(entries.get('party') ?? ownOrigin);
  if (party === null) return refuse('party');
  const options: CoviewOptions = { room, party };
  for (const [name, value] of entries) {
    if (name === 'room' || name === 'party' || value === undefined) continue;
    if (name === 'private' && typeof value === 'boolean') {
      options.private = value;
      continue;
    }
    const list = LISTS.find((one) => one === name);
    const rules = list === undefined ? null : rulesIn(value, document);
    if (list === undefined || rules === null) return refuse(name);
    options[list] = rules;
  }
  return { ok: true, options };
}

function refuse(name: string): CheckedOptions {
  return { ok: false, error: setupError('options-invalid', name) };
}

function partyUrl(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  try {
    const url = new URL(value);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href.replace(/\/+$/, '') : null;
  } catch {
    return null;
  }
}

function rulesIn(value: unknown, document: Document): NonNullable<PrivacyOptions['mask']> | null {
  if (!Array.isArray(value)) return null;
  const nowhere = document.createDocumentFragment();
  const rules: NonNullable<PrivacyOptions['mask']> = [];
  for (const rule of value as unknown[]) {
    const fields = typeof rule === 'object' && rule !== null ? new Map<string, unknown>(Object.entries(rule)) : null;
    const selector = fields ? fields.get('selector') : rule;
    const url = fields?.get('url');
    if (typeof selector !== 'string' || (fields && typeof url !== 'string')) return null;
    try {
      nowhere.querySelector(selector);
    } catch {
      return null;
    }
    rules.push(typeof url === 'string' ? { selector, url } : selector);
  }
  return rules;
}
