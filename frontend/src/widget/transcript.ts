// The conversation as a text file, made in the browser: nothing is sent anywhere for it.
import type { Chat } from "./chat";
import { h } from "./dom";
import type { Language } from "./texts";
import type { Message } from "./types";

export function transcript(chat: Chat, spoken: Language): string {
  const when = new Intl.DateTimeFormat(spoken.code, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
  const lines = chat.thread.map(({ message }) => {
    const sources = message.sources.map((one) => `\n  ${spoken.say("source")}: ${one.title}`).join("");
    const files = (message.attachments ?? []).map((one) => `\n  [${one.name}]`).join("");
    const text = message.erased ? spoken.say("erased") : message.text;
    return `${when.format(new Date(message.at))}  ${speaker(message, spoken)}\n${text}${sources}${files}\n`;
  });
  return lines.join("\n");
}

export function speaker({ author }: Message, spoken: Language): string {
  switch (author.kind) {
    case "customer":
      return spoken.say("you");
    case "assistant":
      return spoken.say("ai");
    case "agent":
      return author.name || author.label;
    case "system":
      return spoken.say("automatic");
  }
}

/** Hands the bytes to the browser's own downloads. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
