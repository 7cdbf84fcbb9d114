// Small pieces from which the console's own dialogs are made; text is always text.

type Child = Node | string;

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Opens it, and takes it away again when it closes; a press beside it closes it. */
export function show(dialog: HTMLDialogElement): void {
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

/** Whether somebody said yes. Escape and a press beside it say no. */
export function confirmed(question: string, yes: string): Promise<boolean> {
  return new Promise((answer) => {
    const ok = make("button", { class: "primary", value: "yes" }, yes);
    const form = make(
      "form",
      { method: "dialog" },
      make("p", { id: "confirm-question" }, question),
      make("div", { class: "actions" }, ok, make("button", { value: "no" }, "Cancel")),
    );
    const dialog = make("dialog", { class: "asks", "aria-labelledby": "confirm-question" }, form);
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"));
    show(dialog);
    ok.focus();
  });
}
