import type { CoviewState, Stop } from '../api/coview.ts';
import type { Messages } from './messages/en.ts';

/** What the customer can do in the widget. */
export interface WidgetActions {
  submitCode(code: string): void;
  /** Closes what is open before a session, or ends it. */
  end(): void;
  /** `record`: whether the session may be recorded, where the room asks for it. */
  decideConsent(granted: boolean, record: boolean): void;
  stopRecording(): void;
  /** Another agent asks in. */
  letIn(granted: boolean): void;
  pause(): void;
  resume(): void;
  /** The customer has read why the session ended. */
  dismiss(): void;
}

/** What every screen is made with. */
export interface ScreenContext {
  document: Document;
  /** In the language of now. */
  readonly messages: Messages;
  /** Address of the room's logo, as the party tells it: see `brandBadge`. */
  logo(): string | undefined;
  actions: WidgetActions;
  /**
   * Listens, and keeps a fault of the listener away from the page. Only what the browser itself reports as done by the
   * person counts: a script of the page cannot press Allow.
   */
  onPerson<Type extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    type: Type,
    listener: (event: HTMLElementEventMap[Type]) => void,
  ): void;
}

/** One screen: shown until it is stopped. */
export interface Screen {
  node: HTMLElement;
  /** After `node` is on the page. */
  shown?(): void;
  /** Another state of the same type: without it the screen is made anew. */
  update?(state: CoviewState): void;
  stop?: Stop;
}
