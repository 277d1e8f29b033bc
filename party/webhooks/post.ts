import type { DeliveryFault } from '../../shared/api/webhook-resources.ts';

const ANSWER_WITHIN_MS = 10_000;

/** One attempt over the network. Nothing of the answer but its status is looked at. */
export async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<number | DeliveryFault> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable';
  }
}
