import type { DigestMessage, HashesMessage } from '../tree/message.ts';
import type { RepairRequest } from '../tree/repair.ts';
import type { MirrorDocument } from './mirror-document.ts';
import type { MirrorError } from './mirror-error.ts';

/** How a mirrored document stands to the page's. */
export type ProofState =
  /** The page has not said yet what it should be. */
  | 'unproven'
  | 'exact'
  /** They differ, and what differs is on its way. */
  | 'repairing'
  /** They differ, and repairs have not helped. */
  | 'different';

/** An answer that has not come by then is not waited for; after a snapshot that has not helped twice as long, and so on. */
const PATIENCE_MS = 5_000;

const MOST_PATIENCE_MS = 60_000;

/** Failed repairs of single nodes, before the whole document is asked for. */
const REPAIRS_BEFORE_SNAPSHOT = 2;

/** Asks the page for something. `reason` is why a message did not fit, where that is the cause. */
export type Ask = (request: RepairRequest, reason?: MirrorError) => void;

/** Compares one mirrored document with the page's digests and asks for what differs, a little at a time. */
export class RepairDesk {
  state: ProofState = 'unproven';
  /** Repairs after which page and mirror were equal again. */
  repaired = 0;
  /** Places that had changed on the page unseen, and that it has found and sent again. */
  resent = 0;
  /** As the page last counted them: a page that is loaded anew begins anew. */
  private counted = 0;
  /** Attempts since page and mirror were last equal. */
  private attempts = 0;
  /** Requests that the page had answered when it last spoke. */
  private answered = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly replica: MirrorDocument,
    private readonly ask: Ask,
  ) {}

  receive(message: DigestMessage | HashesMessage): void {
    if (message.type === 'digest') this.compare(message);
    else this.repair(message);
  }

  /** The document was built anew. */
  rebuilt(): void {
    if (this.state === 'exact') this.state = 'unproven';
  }

  /** A message did not fit: patches mean nothing before the next snapshot, which is asked for once. */
  fail(reason: MirrorError): void {
    const asked = this.waiting !== undefined && this.replica.proof === undefined;
    this.replica.expectSnapshot();
    if (asked) return;
    this.attempts = Math.max(this.attempts, REPAIRS_BEFORE_SNAPSHOT);
    this.askAgain(reason);
  }

  stop(): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }

  private compare(digest: DigestMessage): void {
    const { proof } = this.replica;
    if (proof === undefined) return;
    const answers = digest.answered !== this.answered;
    this.answered = digest.answered;
    this.resent += digest.resent - (digest.resent < this.counted ? 0 : this.counted);
    this.counted = digest.resent;
    if (proof.equals(digest)) {
      if (this.attempts > 0) this.repaired++;
      this.state = 'exact';
      this.attempts = 0;
      this.stop();
    } else if (this.waiting === undefined || answers) this.askAgain();
  }

  private repair(hashes: HashesMessage): void {
    const { proof } = this.replica;
    if (proof === undefined) return;
    const { surplus, request } = proof.differenceFrom(hashes, this.attempts > 1);
    // The page may have answered another mirror, or a state that is over by now: the next digest says so.
    if (surplus.length === 0 && request === undefined) return;
    if (this.waiting === undefined) this.expectAnswer();
    if (surplus.length > 0)
      this.replica.applyMessage({ type: 'patch', detached: [...surplus], placements: [], ops: [] });
    this.ask(request ?? proof.comparison());
  }

  private askAgain(reason?: MirrorError): void {
    this.expectAnswer();
    const { proof } = this.replica;
    if (proof !== undefined && this.attempts <= REPAIRS_BEFORE_SNAPSHOT) {
      this.ask(proof.comparison());
      return;
    }
    // What comes may say that it changes nothing for those in step.
    this.replica.expectSnapshot();
    this.ask({ type: 'snapshot' }, reason);
  }

  private expectAnswer(): void {
    this.attempts++;
    const snapshots = Math.max(0, this.attempts - REPAIRS_BEFORE_SNAPSHOT - 1);
    this.state = snapshots === 0 ? 'repairing' : 'different';
    this.stop();
    this.waiting = setTimeout(() => this.askAgain(), Math.min(MOST_PATIENCE_MS, PATIENCE_MS * 2 ** snapshots));
  }
}
