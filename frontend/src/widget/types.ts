// What the customer's side of the API gives, as its OpenAPI document describes it.

export interface Author {
  kind: "customer" | "assistant" | "agent" | "system";
  label: string;
  name?: string | null;
}

export interface Source {
  title: string;
  quote: string;
  url?: string | null;
}

export interface Attachment {
  id: string;
  name: string;
  type: string;
  size: number;
}

/** A file that is at the desk and not sent yet; it waits in this conversation. */
export interface Uploaded extends Attachment {
  conversation: string;
}

export interface Message {
  id: string;
  seq: number;
  at: string;
  author: Author;
  text: string;
  sources: Source[];
  attachments?: Attachment[];
  drafted_by_assistant?: boolean;
  erased?: boolean;
}

export interface Conversation {
  id: string;
  state: "assistant" | "offered" | "held" | "waiting_customer" | "waiting_other" | "resolved" | "closed";
  answering: { kind: "assistant" | "agent"; label: string; name?: string | null };
  promise: { who: string; what: string; by: string; how: string } | null;
  offers: { person: boolean; suggest_person: boolean; email: boolean; confirm: boolean; rate?: boolean };
  language: string;
  last_seq: number;
  continues?: string | null;
  /** Words are refused until then: a person of the company decided that. */
  blocked_until?: string | null;
}

export interface Started {
  conversation: Conversation;
  token: string | null;
}

export interface Kept {
  id: string;
  conversation: string;
  seq: number;
  at: string;
}

export interface Thread {
  messages: Message[];
  more: boolean;
}
