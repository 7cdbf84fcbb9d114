// Requests to the desk. Whoever calls learns three things apart: it went well, it was refused, or nobody answered.

const PATIENCE = 20_000;

/** The desk answered, and said no. `kind` is the problem's own name, such as "conversation-closed". */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    readonly detail: string,
    readonly seconds: number,
    /** Until when it is refused, where the desk says so. */
    readonly until: string | null = null,
  ) {
    super(detail);
  }

  /** Trying again later may help: the desk is busy, away, or wants us to slow down. */
  get passing(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** Nobody answered: no network, no desk, or a site's policy in between. */
export class Unreachable extends Error {}

export interface Asking {
  body?: unknown;
  file?: File;
  key?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export class Api {
  constructor(
    readonly base: string,
    private readonly site: string,
    private readonly token: () => string | null,
  ) {}

  async json<T>(method: string, path: string, asking: Asking = {}): Promise<T> {
    const answer = await this.raw(method, path, { ...asking, signal: asking.signal ?? AbortSignal.timeout(PATIENCE) });
    if (answer.status === 204) return undefined as T;
    try {
      return (await answer.json()) as T;
    } catch (error) {
      throw new Unreachable(String(error));
    }
  }

  async raw(method: string, path: string, { body, file, key, headers, signal }: Asking): Promise<Response> {
    const sent = new Headers({ "X-Handrail-Site": this.site, ...headers });
    const token = this.token();
    if (token) sent.set("Authorization", `Bearer ${token}`);
    if (key) sent.set("Idempotency-Key", key);
    if (file) sent.set("Content-Type", "application/octet-stream");
    else if (body !== undefined) sent.set("Content-Type", "application/json");
    const init: RequestInit = { method, headers: sent, credentials: "omit", cache: "no-store" };
    if (signal) init.signal = signal;
    if (file) init.body = file;
    else if (body !== undefined) init.body = JSON.stringify(body);
    let answer: Response;
    try {
      answer = await fetch(`${this.base}/v1/customer${path}`, init);
    } catch (error) {
      throw new Unreachable(String(error));
    }
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }
}

async function refusal(answer: Response): Promise<Refused> {
  let said: { type?: string; detail?: string; until?: string } = {};
  try {
    said = await answer.json();
  } catch {
    // Something between us and the desk answered; its status says enough.
  }
  const kind = said.type?.split("/").pop() ?? "";
  return new Refused(answer.status, kind, said.detail ?? "", Number(answer.headers.get("Retry-After")) || 0, said.until ?? null);
}
