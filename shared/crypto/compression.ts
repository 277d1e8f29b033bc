import { concatenated, type Octets } from './octets.ts';

/** Browsers compress where the script runs: so much takes about two milliseconds, then the page has its turn. */
const SLICE_BYTES = 64 * 1024;

export async function deflated(bytes: Octets): Promise<Octets> {
  const stream = new CompressionStream('deflate-raw');
  const result = gathered(stream.readable, Number.POSITIVE_INFINITY);
  const writer = stream.writable.getWriter();
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    if (at > 0) await nextTask();
    await writer.write(bytes.subarray(at, at + SLICE_BYTES));
  }
  await writer.close();
  return result;
}

/** Rejects when it is not what `deflated` makes, or when more than `mostBytes` come out: a few bytes can hold gigabytes. */
export async function inflated(bytes: Octets, mostBytes: number): Promise<Octets> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  // The reader is told of every fault of the writer.
  written.catch(() => undefined);
  return gathered(stream.readable, mostBytes);
}

async function gathered(readable: ReadableStream<Octets>, mostBytes: number): Promise<Octets> {
  const parts: Octets[] = [];
  let sizeBytes = 0;
  const reader = readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    sizeBytes += next.value.length;
    if (sizeBytes > mostBytes) {
      await reader.cancel();
      throw new RangeError('more than a message may hold');
    }
  }
  return concatenated(...parts);
}

/** Timers of hidden pages fire once a second; messages come at once. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
