/** So many in each window of so many seconds, for one caller. */
export interface RatePolicy {
  name: string;
  quota: number;
  windowSeconds: number;
}

interface Window {
  used: number;
  endsAt: number;
}

/** How a caller stands. */
export interface RateStanding {
  ok: boolean;
  headers: Record<string, string>;
}

const MAX_CALLERS = 10_000;

/** Counts requests by caller, in memory: a party that starts anew begins anew. */
export class RateLimiter {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly policy: RatePolicy) {}

  /** Takes one, if there is one left. The headers are those of the IETF's RateLimit draft. */
  take(caller: string, now: number): RateStanding {
    const { name, quota, windowSeconds } = this.policy;
    let window = this.windows.get(caller);
    if (!window || now >= window.endsAt) {
      if (this.windows.size >= MAX_CALLERS) this.windows.clear();
      window = { used: 0, endsAt: now + windowSeconds * 1000 };
      this.windows.set(caller, window);
    }
    const ok = window.used < quota;
    if (ok) window.used++;
    const resetSeconds = Math.ceil((window.endsAt - now) / 1000);
    const headers = {
      'ratelimit-policy': `"${name}";q=${quota};w=${windowSeconds}`,
      ratelimit: `"${name}";r=${quota - window.used};t=${resetSeconds}`,
    };
    return { ok, headers: ok ? headers : { ...headers, 'retry-after': String(resetSeconds) } };
  }

  isEmpty(caller: string, now: number): boolean {
    const window = this.windows.get(caller);
    return window !== undefined && now < window.endsAt && window.used >= this.policy.quota;
  }
}
