"""How people ask for things in seven languages: the words that ask, and questions that name nothing they
ask for."""

from handrail.core.handoff.vocabulary import Slot

# English, German, French, Spanish, Portuguese, Italian, Dutch.
ASKING = (
    r"what(?:['’]?s| is| are| was)|which|may (?:i|we) (?:have|ask)|(?:can|could) (?:i|we) (?:have|get|take|ask)",
    r"(?:can|could|would|will) you (?:please |kindly |just |quickly )?"
    r"(?:give|share|provide|confirm|tell|send|repeat|enter|type|state|remind|let|fill|write|supply)",
    r"please (?:give|share|provide|confirm|tell|send|repeat|enter|type|state|supply|reply with)",
    r"(?:i|we)(?:['’]ll| will)? (?:just |also |still )?(?:need|require)|let (?:me|us) (?:know|have)|do you have",
    r"(?:remind|tell|send|give) (?:me|us)",
    r"wie (?:lautet|ist|war|heißt)|nennen|nenne|geben sie|gib mir|teilen sie|mitteilen|angeben|brauchen?",
    r"benötigen?|welche[rsn]?|was ist|schicken sie|senden sie",
    r"quel(?:le)?s?|pouvez-vous|pourriez-vous|peux-tu|merci de|veuillez|donnez|indiquez|j['’]ai besoin|puis-je avoir",
    r"cuál|cual|podría|puede|puedes|me (?:da|das|dice|indica|facilita)|indí[qc]\w+|necesito|dígame|facil[ií]te\w*",
    r"qual|poderia|pode|me (?:informe|passe|diga|envie)|informe|preciso|envie",
    r"quale|può|puoi|potrebbe|mi (?:dà|dai|indichi|fornisca|dica)|indichi|ho bisogno|mi serve",
    r"wat is|kunt u|kun je|mag ik|graag (?:uw|je)",
)
DIRECT: dict[Slot, tuple[str, ...]] = {
    Slot.NAME: (
        r"who (?:am i|are we) (?:speaking|talking|chatting)|what should (?:i|we) call you|wie hei(?:ß|ss)en sie",
        r"mit wem (?:spreche|schreibe)|comment vous appelez|à qui ai-je|cómo se llama|con quién hablo",
        r"como se chama|com quem (?:falo|estou)|come si chiama|con chi parlo|hoe heet",
    ),
    Slot.PHONE: (r"(?:how|where) can (?:i|we) (?:reach|call|ring) you|wo erreiche|wie erreiche",),
    Slot.ADDRESS: (
        r"where (?:do you live|(?:should|shall) (?:i|we|it) (?:send|ship|go))|which address",
        r"wo wohnen|où habitez|dónde vive|onde mora|dove abita",
    ),
    Slot.ORDER_NUMBER: (
        r"which order\b|welche bestellung|quelle commande|qué pedido|qual pedido|quale ordine|welke bestelling",
    ),
    Slot.BOOKING_REFERENCE: (
        r"which (?:booking|reservation)|welche buchung|quelle réservation|qué reserva|qual reserva",
    ),
    Slot.INVOICE_NUMBER: (r"which invoice|welche rechnung|quelle facture|qué factura|qual fatura|quale fattura",),
    Slot.PRODUCT_CODE: (
        r"which (?:product|model|item) (?:is|was|did)|welches (?:produkt|modell)|quel (?:produit|modèle)",
    ),
    Slot.AMOUNT: (
        r"how much (?:is|was|were|did (?:you|they|we) (?:pay|charge))|wie viel (?:war|haben|wurde)|cuánto (?:fue|pagó)",
    ),
    Slot.DATE: (r"(?:what|which) (?:date|day) (?:was|is|did)|an welchem tag|quel jour|qué día|que dia|che giorno",),
}
# Whose it is: what stands before a slot's name in a question, so that "by e-mail" asks for nothing.
OWNERS = (
    r"your|the|an?|his|her|their|which|what|ihre?n?|deine?n?|die|den|das|votre|vos|ton|le|la|su|sus|tu|el|seu|sua|o|il",
    r"suo|l['’]|uw|je|jouw|quel(?:le)?|quale?|welche[rsn]?",
)
# Words that may stand around a slot's name when the name alone is the question: "And your order number, please?"
FILLERS = (
    r"and|so|ok(?:ay)?|then|your|the|her|his|their|please|again|on the booking|und|ihre?|deine?|die|bitte|et|votre|vos",
    r"le|la|s['’]il vous plaît|y|su|tu|el|por favor|e|o|a|seu|sua|il|suo|per favore|en|uw|je|alstublieft",
)
COLD_OPENINGS = (
    r"how (?:can|may|could) (?:i|we) (?:help|assist|be of)|what can (?:i|we) (?:do for|help)",
    r"what(?:['’]s| is| seems to be) the (?:problem|issue|matter)|(?:please )?describe (?:your|the) (?:problem|issue)",
    r"(?:wie|womit|was) kann ich (?:ihnen |dir |für sie )?(?:helfen|tun|behilflich)",
    r"(?:en quoi|comment) puis-je vous aider|en qué (?:le |te )?puedo (?:le |te )?ayudar",
    r"(?:em que|como) posso (?:lhe |te )?ajudar|come posso (?:aiutarla|aiutarti)|(?:waarmee|hoe) kan ik (?:u |je )?helpen",
)
