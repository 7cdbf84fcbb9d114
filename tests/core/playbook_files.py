"""A playbook for tests, small and with one of everything, and a way to read it as the desk does."""

from handrail.core.playbooks.machine import Judge
from handrail.core.playbooks.playbook import Playbook
from handrail.rules.read_playbook import PlaybookLanguage

REFUND = """
format: playbook/1
slug: refund
name: Refund
topic: refunds
languages: [en, de]
links: [track.example.com]
begins:
  en: [I want a refund, give me my money back, refund my order]
  de: [ich will mein geld zurück, erstattung bitte, bitte erstatten]
slots:
  order:
    kind: order_number
    pattern: "TW-[0-9]{5}"
    ask: {en: "Which order is it?", de: "Um welche Bestellung geht es?"}
    again: {en: "I did not find that number. It looks like TW-12345.", de: "Nicht gefunden. Die Nummer sieht aus wie TW-12345."}
  sure:
    kind: yes_no
    ask: {en: "Shall I ask for {result.look.total} back?", de: "Soll ich {result.look.total} zurückfordern?"}
  reason:
    kind: choice
    ask: {en: "Why do you send it back?", de: "Warum schicken Sie es zurück?"}
    choices:
      broken: {en: [It is broken, broken, defective], de: [Es ist kaputt, kaputt, defekt]}
      unwanted: {en: [I do not like it, do not like, too small], de: [Es gefällt mir nicht, gefällt mir nicht, zu klein]}
steps:
  ask_order: {ask: order, next: look}
  look:
    call: order_status
    with: {order: slot.order}
    gives: {found: yes_no, status: "text?", total: "money?", link: "text?"}
    next: is_there
  is_there:
    branch:
      - {when: '!result.look.found && visits.look > 1', go: nobody}
      - {when: '!result.look.found', go: order_again}
      - {when: 'known.result.look.total && result.look.total.amount > 0', go: ask_reason}
    otherwise: nobody
  order_again: {ask: order, fresh: true, next: look}
  ask_reason: {ask: reason, next: ask_sure}
  ask_sure: {ask: sure, go: {"yes": refund, "no": fine}}
  refund:
    call: refund_order
    with: {order: slot.order, amount: result.look.total}
    gives: {receipt: text}
    next: tell
    refused: nobody
  tell:
    say: {en: "{slot.order} is refunded, receipt {result.refund.receipt}.", de: "{slot.order} ist erstattet ({result.refund.receipt})."}
    next: end
  fine: {say: {en: Fine., de: Gut.}, next: end}
  nobody: {hand_over: The order was not found or nothing was paid.}
  end: {done: true}
tests:
  - name: known from the first words
    turns: [I want a refund for TW-12345, it is broken, "yes"]
    results:
      look: {found: true, total: {amount: 2490, currency: EUR}}
      refund: {receipt: R-1}
    asks: [reason, sure]
    calls: [order_status, refund_order]
    says: [24.90 EUR, "TW-12345 is refunded, receipt R-1."]
    ends: done
  - name: not found twice
    turns: [refund please, TW-11111, TW-22222]
    results: {look: {found: false}}
    ends: hand_over
"""


def read(source: str) -> tuple[Playbook, Judge]:
    language = PlaybookLanguage()
    playbook = language.from_file(source).playbook
    return playbook, language.judge(playbook)
