// Where the customer writes: the words, the files that go with them, and the draft that survives a reload.
import { Refused } from "./api";
import type { Chat } from "./chat";
import { arrange, h, icon } from "./dom";
import type { Language } from "./texts";
import type { Uploaded } from "./types";

const LARGEST = 10_000_000;
const MOST = 10;
const ACCEPTED = "image/*,.pdf,.txt,.csv,.docx,.xlsx,.odt,.ods,video/mp4,video/quicktime";
const LONGEST = 20_000;

interface Enclosed {
  name: string;
  chip: HTMLElement;
  file: Uploaded | null;
}

export class Composer {
  readonly words: HTMLTextAreaElement;
  readonly element: HTMLFormElement;
  private readonly chips = h("div", { class: "chips" });
  private readonly go: HTMLButtonElement;
  private enclosed: Enclosed[] = [];

  /** `told`: a sentence for the customer. `sent`: their words are on the way. */
  constructor(
    private readonly chat: Chat,
    private readonly spoken: Language,
    private readonly told: (sentence: string) => void,
    private readonly sent: () => void,
  ) {
    const { say } = spoken;
    this.words = h("textarea", {
      rows: 1,
      maxlength: LONGEST,
      dir: "auto",
      placeholder: say("write"),
      "aria-label": say("write"),
      enterkeyhint: "send",
      oninput: () => this.typed(),
      onkeydown: (event: KeyboardEvent) => this.pressed(event),
      onpaste: (event: ClipboardEvent) => this.pasted(event),
    });
    const picker = h("input", { type: "file", multiple: true, accept: ACCEPTED, hidden: true, tabindex: -1 });
    picker.addEventListener("change", () => {
      for (const file of picker.files ?? []) void this.enclose(file);
      picker.value = "";
    });
    this.go = h("button", { type: "submit", class: "icon go", "aria-label": say("send"), title: say("send") }, icon("send"));
    const attach = { type: "button", class: "icon", "aria-label": say("attach"), title: say("attach") };
    this.element = h(
      "form",
      { class: "composer", onsubmit: (event: Event) => (event.preventDefault(), this.submit()) },
      this.chips,
      h("button", { ...attach, onclick: () => picker.click() }, icon("file")),
      picker,
      this.words,
      this.go,
    );
    this.words.value = chat.memory.get<string>("draft") ?? "";
    this.settle();
  }

  private typed(): void {
    this.chat.memory.set("draft", this.words.value);
    this.settle();
    if (this.words.value) void this.chat.types();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  private pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) event.preventDefault();
    for (const file of files) void this.enclose(file);
  }

  private submit(): void {
    const text = this.words.value.trim();
    const files = this.enclosed.flatMap((one) => one.file ?? []);
    if ((!text && !files.length) || files.length < this.enclosed.length) return;
    this.chat.say(text, files);
    this.words.value = "";
    this.chat.memory.drop("draft");
    this.enclosed = [];
    this.settle();
    this.sent();
  }

  /** The box is as tall as what stands in it; the button works once there is something to send. */
  private settle(): void {
    const { style } = this.words;
    style.height = "auto";
    if (this.words.scrollHeight) style.height = `${this.words.scrollHeight}px`;
    const uploading = this.enclosed.some((one) => !one.file);
    const nothing = !this.words.value.trim() && !this.enclosed.length;
    this.go.setAttribute("aria-disabled", String(nothing || uploading));
    arrange(this.chips, this.enclosed.map((one) => one.chip));
  }

  private async enclose(file: File): Promise<void> {
    const { say } = this.spoken;
    if (file.size > LARGEST) return this.told(say("file_large", { name: file.name }));
    if (this.enclosed.length >= MOST) return;
    const state = h("small", {}, say("uploading"));
    const remove = h("button", { type: "button", class: "icon", "aria-label": say("remove", { name: file.name }) }, icon("close"));
    const one: Enclosed = { name: file.name, file: null, chip: h("span", { class: "chip" }, icon("file"), h("bdi", {}, file.name), state, remove) };
    remove.addEventListener("click", () => (this.takeBack(one), this.words.focus()));
    this.enclosed.push(one);
    this.settle();
    try {
      one.file = await this.chat.upload(file);
      state.remove();
      if (!this.enclosed.includes(one)) void this.chat.takeBack(one.file); // it was taken back while it travelled
    } catch (error) {
      this.takeBack(one);
      this.told(say("file_failed", { name: file.name, why: error instanceof Refused ? error.detail : "" }).trim());
    }
    this.settle();
  }

  private takeBack(one: Enclosed): void {
    this.enclosed = this.enclosed.filter((other) => other !== one);
    if (one.file) void this.chat.takeBack(one.file);
    this.settle();
  }
}
