// One tab at a time: who sends, and who watches for all the others.

/** Runs `work` while no other tab of this site runs under the same name. Where the browser has no locks (pages that are
 *  not secure), it runs at once: the messages' own keys still see to it that nothing is said twice. */
export async function alone<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return work();
  return locks.request(name, signal ? { signal } : {}, work) as Promise<T>;
}

/** Resolves after the time, or at once when woken by `signal`. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** 0.5 s, 1 s, 2 s ... at most 30 s, each a little different, so that a desk that comes back is not run over. */
export function patience(tries: number): number {
  return Math.min(30_000, 500 * 2 ** tries) * (0.75 + Math.random() / 2);
}
