import type { CheckedOptions } from './check-options.ts';
import type { Coview, Stop } from './coview.ts';
import { coviewFor, type LoadCore } from './create-coview.ts';
import { setupError } from './errors.ts';
import { createListeners } from './listeners.ts';

/** `coview('join', code)`: before the script is there it only fills `q`, after that it is the object itself as well. */
export interface CommandQueue {
  (command: string, ...args: unknown[]): unknown;
  /** Commands given before the script was there. */
  q?: ArrayLike<unknown>[];
}

export interface ScriptParts {
  window: Window;
  queue: ArrayLike<unknown>[];
  /** `data-` attributes of the script tag. */
  attributes: Map<string, string | undefined>;
  nonce: string;
  check(given: unknown): CheckedOptions;
  loadCore: LoadCore;
}

type Method = 'open' | 'join' | 'end' | 'pause' | 'resume' | 'on';
const METHODS: readonly Method[] = ['open', 'join', 'end', 'pause', 'resume', 'on'];
const LISTS = ['mask', 'unmask', 'block', 'unblock', 'ignore', 'noControl'];

/**
 * The object of the script tag. With `data-room` it starts at once, with what an `init` in the queue adds; without, it waits for
 * `init`. Options are fixed then: privacy lists that came later would have missed what was sent before.
 */
export function scriptCoview(parts: ScriptParts): CommandQueue & Coview {
  const { window, attributes } = parts;
  const listeners = createListeners(window);
  let coview: Coview | null = null;

  const init = (given: unknown) => {
    const known = optionsOf(attributes);
    const options = typeof given === 'object' && given !== null ? { ...known, ...given } : known;
    const checked = parts.check(options);
    if (!checked.ok) listeners.tell('error', checked.error);
    coview = coviewFor({ window, checked, listeners, nonce: parts.nonce, loadCore: parts.loadCore });
  };

  const run = (command: unknown, args: unknown[]): unknown => {
    if (command === 'on') return listeners.on(...(args as Parameters<Coview['on']>));
    if (command === 'init') return coview ? listeners.tell('error', setupError('already-initialised')) : init(args[0]);
    const method = METHODS.find((name) => name === command);
    if (!method) return listeners.tell('error', setupError('unknown-command', String(command)));
    if (!coview) return listeners.tell('error', setupError('not-initialised'));
    return method === 'join' ? coview.join(String(args[0])) : coview[method as Exclude<Method, 'join' | 'on'>]();
  };

  const command = (name: string, ...args: unknown[]) => run(name, args);
  const object: CommandQueue & Coview = Object.defineProperties(
    Object.assign(command, {
      open: () => void run('open', []),
      join: (code: string) => void run('join', [code]),
      end: () => void run('end', []),
      pause: () => void run('pause', []),
      resume: () => void run('resume', []),
      on: ((event, listener) => run('on', [event, listener]) as Stop) as Coview['on'],
      state: { type: 'idle' } as Coview['state'],
    }),
    { state: { get: () => coview?.state ?? { type: 'idle' } } },
  );

  const queue = parts.queue.map((given) => Array.from(given));
  // Listeners first, so that they hear of a fault in `init`; then `init`, wherever it stands in the queue.
  for (const [name, ...args] of queue) if (name === 'on') run(name, args);
  const queuedInit = queue.find(([name]) => name === 'init');
  if (queuedInit || attributes.has('room')) init(queuedInit?.[1]);
  for (const given of queue) {
    const [name, ...args] = given;
    if (name !== 'on' && given !== queuedInit) run(name, args);
  }
  return object;
}

/** Options written as attributes of the script tag: a list is one selector, which may hold commas. */
function optionsOf(attributes: Map<string, string | undefined>): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const name of ['room', 'party']) if (attributes.has(name)) options[name] = attributes.get(name);
  for (const name of LISTS) if (attributes.has(name)) options[name] = [attributes.get(name)];
  if (attributes.has('private')) options.private = attributes.get('private') !== 'false';
  return options;
}
