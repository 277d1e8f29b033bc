/** How long a condition may take before the test fails, and how often it is asked. */
export interface WaitOptions {
  timeoutMs?: number;
  intervalMs?: number;
}

/**
 * Asks `condition` until its answer is truthy and returns that answer. `what` completes the sentence "timed out waiting
 * for ...". A condition that throws counts as "not yet"; its last error is the cause of the timeout.
 */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  options: WaitOptions = {},
): Promise<NonNullable<T>> {
  const { timeoutMs = 15_000, intervalMs = 50 } = options;
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    let lastError: unknown;
    try {
      const answer = await condition();
      if (answer) return answer;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > giveUpAt) {
      throw new Error(`timed out after ${timeoutMs} ms waiting for ${what}`, { cause: lastError });
    }
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
