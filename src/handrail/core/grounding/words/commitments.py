"""How each language says that something was done for the customer, will be done, or is certain: verbs by deed, and the frames around them."""

# ruff: noqa: E501  (tables of phrases)

from dataclasses import dataclass
from typing import Final

from handrail.core.grounding.backing import Deed


@dataclass(frozen=True, slots=True)
class Verb:
    """Alternatives of a pattern: `done` is the participle, `do` the infinitive, `thing` what the customer then gets."""

    done: str
    do: str
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Frames:
    """Patterns with {done}, {do}, {thing} and {gap}. `we_did` and `we_will` are our own word; `is_done` and `you_get` may also be a
    rule that a passage states. `certain` are whole phrases; `no` takes a phrase back."""

    we_did: str
    we_will: str
    is_done: str
    you_get: str
    certain: str
    no: str
    verbs: dict[Deed, Verb]


D = Deed
FRAMES: Final[dict[str, Frames]] = {
    "en": Frames(
        we_did=r"(?:i|we)(?:'ve| have|'d| had)? ?(?:already |just |now |also |gone ahead and |successfully )*{done}|(?:i|we)(?:'ve| have)\b{gap}{done}|(?:consider|considered) (?:it|this|that) (?:done|{done})|(?:i|we)(?:'m| am|'re| are)(?: now| just)? (?:done )?{done}",
        we_will=r"(?:i|we)(?:'ll| will| shall| am going to|'m going to|'re going to| are going to| can confirm (?:that )?(?:i|we) will|'m happy to| am happy to| agree to| commit to| promise to)\b{gap}{do}|(?:i|we)(?:'m| am|'re| are)(?: now| currently| just)* {do}ing|let me {do}|(?:i|we) (?:am|are|'m|'re) (?:issuing|processing|arranging|granting|giving|offering)\b{gap}{thing}|(?:i|we)(?:'ve| have|'ll| will)? ?(?:already |just )?(?:issued?|processed?|arranged?|granted?|give[n]?|gave|offer(?:ed)?|approved?|initiated?|applied|apply|set up|scheduled?|booked|book|opened|open|created?)\b{gap}{thing}",
        is_done=r"(?:has|have|had) (?:now |already |just )?been (?:successfully )?{done}|(?:is|are|was|were) (?:now |already |just )*{done}|{thing}\b{gap}(?:is|are|has been|have been|was) (?:now |already )?(?:approved|processed|issued|confirmed|complete|completed|on (?:its|the) way|underway|granted|applied|sent|arranged|booked|scheduled)",
        you_get=r"you(?:'ll| will| are going to|'re going to)\b(?:{gap}| )(?:be {done}|(?:get|receive|have|see)\b{gap}{thing})|will be {done}",
        certain=r"guaranteed|(?:i|we)(?: can| do)? guarantee|legally[ -]binding|binding (?:offer|agreement|promise|contract|commitment)|(?:i|we)(?: can| do|'d like to)? promise|you have (?:my|our) word|(?:it's|that's|it is|that is|we have|you have|you've got) a deal|deal!|no matter what|100 ?% (?:sure|certain|safe)|absolutely certain|without fail|(?:i|we) (?:hereby |do )?(?:agree to|commit to|accept (?:your|that|this|the) (?:offer|price|terms|deal))|(?:i|we) hereby",
        no=r"not|never|no|cannot|unable|nor|neither",
        verbs={
            D.REFUND: Verb("refunded|reimbursed|returned your money|paid (?:you )?back|sent (?:you )?back the money|repaid|reversed", "refund|reimburs|reimburse|return your money|pay (?:you )?back|give (?:you )?(?:your )?money back|repay|reverse", "refund|money back|reimbursement|your money|full amount|amount back"),
            D.CREDIT: Verb("credited|compensated|topped up", "credit|compensate|compensat|top up|add a credit", "credit|voucher|gift card|compensation|goodwill|points|bonus"),
            D.DISCOUNT: Verb("discounted|reduced the price|lowered the price|price[- ]matched", "discount|reduce the price|lower the price|price[- ]match|knock off|take off", "discount|price reduction|better price|lower price|special price|coupon|promo code|[$€£]\\s?1(?![\\d.,])"),
            D.WAIVE: Verb("waived|removed the (?:fee|charge)|written off|cleared the (?:fee|charge|debt)", "waive|waiv|remove the (?:fee|charge)|write off", "fee waiver|waiver"),
            D.CANCEL: Verb("cancel?led|terminated|stopped your (?:subscription|order|contract|plan)|closed your account|ended your (?:contract|subscription|plan)", "cancel|cancell|terminate|stop your (?:subscription|order|contract|plan)|close your account|end your (?:contract|subscription|plan)", "cancellation"),
            D.CHANGE: Verb("changed|updated|amended|modified|corrected|rebooked|upgraded|downgraded|extended|rescheduled|moved your|switched you|reset|restored|fixed", "change|chang|update|updat|amend|modify|correct|rebook|upgrade|downgrade|extend|reschedule|move your|switch you|reset|resett|restore|fix", "upgrade|extension|new (?:date|appointment|address|password)"),
            D.REPLACE: Verb("replaced|exchanged|swapped", "replace|replac|exchange|exchang|swap", "replacement|new (?:one|item|unit|device|card)|exchange"),
            D.SEND: Verb("sent|shipped|dispatched|mailed|posted|e-?mailed (?:you|it|the)|forwarded you", "send|ship|dispatch|mail|post|e-?mail (?:you|it|the)", "return label|label|parcel|package|shipment|confirmation e?-?mail|copy"),
            D.BOOK: Verb("booked|reserved|scheduled|arranged", "book|reserve|schedule|arrange", "booking|reservation|appointment|technician|engineer|pick-?up|collection"),
            D.CONTACT: Verb("called you|phoned you|contacted|written to you|reached out", "call you|phone you|contact|write to you|get back to you|reach out|be in touch|follow up|let you know", "call ?back|a call|an update"),
            D.ESCALATE: Verb("escalated|passed (?:this|it|your case|you)|handed (?:this|it|you)|forwarded|transferred you|reported|opened a (?:case|ticket)|filed|informed (?:the|our|my)|notified (?:the|our)|logged", "escalate|escalat|pass (?:this|it|your case|you)|hand (?:this|it|you)|forward|transfer you|report|open a (?:case|ticket)|file|inform (?:the|our|my)|notify (?:the|our)|connect you", "case|ticket|complaint|claim"),
            D.LOCK: Verb("blocked|locked|frozen|deactivated|suspended|unlocked|unblocked|unfrozen|disabled|deleted|erased", "block|lock|freeze|deactivate|suspend|unlock|unblock|unfreeze|disable|delete|erase"),
        },
    ),
    "de": Frames(
        we_did=r"(?:ich|wir) (?:habe|haben)\b{gap}{done}|(?:habe|haben) (?:ich|wir)\b{gap}{done}",
        we_will=r"(?:ich|wir) (?:werde|werden)\b{gap}{do}|(?:werde|werden) (?:ich|wir)\b{gap}{do}|ich {do}|wir {do} (?:ihnen|dir|euch)|(?:ich|wir) (?:gebe|geben|gewähre|gewähren|schenke|schenken|biete|bieten)\b{gap}{thing}",
        is_done=r"(?:wurde|wurden|ist|sind)\b{gap}{done}|{thing}\b{gap}(?:ist|wurde) (?:bereits )?(?:genehmigt|unterwegs|veranlasst|bestätigt|bearbeitet)",
        you_get=r"(?:sie|du) (?:erhalten|bekommen|erhältst|bekommst|kriegen)\b{gap}{thing}|(?:erhalten|bekommen) sie\b{gap}{thing}|(?:wird|werden) (?:ihnen |dir )?\b{gap}{done}",
        certain=r"garantiert|(?:ich|wir) garantieren?|rechtsverbindlich|rechtlich bindend|verbindlich(?:es|e)? (?:angebot|zusage|zugesagt)|(?:ich|wir) verspreche[n]?|versprochen|(?:ich|wir) sichere?n? (?:ihnen|dir) (?:\w+ )?zu|auf jeden fall|mein wort|abgemacht|hundertprozentig",
        no=r"nicht|kein\w*|nie|niemals|weder",
        verbs={
            D.REFUND: Verb("erstattet|rückerstattet|zurückerstattet|zurückgezahlt|zurücküberwiesen|überwiesen", "erstatten?|rückerstatten|zurückerstatten|zurückzahlen|zurücküberweisen|überweisen?", "erstattung|rückerstattung|ihr geld zurück|dein geld zurück|geld zurück|gutschrift"),
            D.CREDIT: Verb("gutgeschrieben|entschädigt", "gutschreiben|entschädigen", "gutschein\\w*|guthaben|entschädigung|bonus|punkte"),
            D.DISCOUNT: Verb("rabattiert|reduziert", "rabattieren|reduzieren", "rabatt|nachlass|preisnachlass|sonderpreis"),
            D.WAIVE: Verb("erlassen|storniert die gebühr", "erlassen", "gebührenerlass"),
            D.CANCEL: Verb("storniert|gekündigt|abbestellt|annulliert", "storniere[n]?|kündige[n]?|abbestellen|annulliere[n]?", "stornierung|kündigungsbestätigung"),
            D.CHANGE: Verb("geändert|aktualisiert|umgebucht|verlängert|korrigiert|umgestellt|angepasst|behoben|zurückgesetzt", "ändere?n?|aktualisiere[n]?|umbuchen|verlängern|korrigiere[n]?|umstellen|anpassen|beheben|zurücksetzen", "upgrade|verlängerung"),
            D.REPLACE: Verb("ersetzt|ausgetauscht|umgetauscht", "ersetze[n]?|austauschen|umtauschen", "ersatz\\w*|austauschgerät|neues gerät"),
            D.SEND: Verb("gesendet|geschickt|versandt|verschickt|zugesandt|zugeschickt", "sende[n]?|schicke[n]?|versende[n]?|verschicke[n]?|zusenden|zuschicken", "rücksendeetikett|paket|etikett"),
            D.BOOK: Verb("gebucht|reserviert|vereinbart", "buche[n]?|reserviere[n]?|vereinbaren", "termin|techniker|abholung"),
            D.CONTACT: Verb("angerufen|kontaktiert|gemeldet", "anrufen|kontaktieren|zurückrufen|melden", "rückruf|anruf"),
            D.ESCALATE: Verb("weitergeleitet|eskaliert|weitergegeben|informiert", "weiterleiten|eskalieren|weitergeben|informieren|verbinden", "ticket"),
            D.LOCK: Verb("gesperrt|entsperrt|deaktiviert|gelöscht", "sperre[n]?|entsperren|deaktivieren|löschen"),
        },
    ),
    "fr": Frames(
        we_did=r"(?:j'ai|nous avons|je viens de|nous venons de)\b{gap}(?:{done}|{do})",
        we_will=r"(?:je vais|nous allons)\b{gap}{do}|(?:je|nous) (?:vous |la |le |les )?{will_i}|(?:je|nous) (?:vous )?(?:accorde|accordons|offre|offrons)\b{gap}{thing}",
        is_done=r"(?:a|ont) (?:bien )?été\b{gap}{done}|(?:est|sont) (?:bien |désormais )?{done}e?s?|{thing}\b{gap}(?:est|a été) (?:approuvée?|en cours|confirmée?|acceptée?|en route)",
        you_get=r"vous (?:allez recevoir|recevrez|aurez|obtiendrez)\b{gap}{thing}|vous serez\b{gap}{done}|seront? {done}",
        certain=r"garantie?s?|(?:je|nous) (?:vous )?garantis(?:sons)?|juridiquement contraignante?|engagement ferme|offre ferme|(?:je|nous) (?:vous )?promets?|(?:je|nous) (?:vous )?promettons|vous avez ma parole|sans aucun doute|marché conclu",
        no=r"ne|n'|pas|jamais|aucune?|ni",
        verbs={
            D.REFUND: Verb("remboursée?s?", "rembourser", "remboursement|votre argent"),
            D.CREDIT: Verb("créditée?s?|dédommagée?s?|indemnisée?s?", "créditer|dédommager|indemniser", "avoir|bon d'achat|crédit|dédommagement|points"),
            D.DISCOUNT: Verb("réduite?s?", "réduire", "remise|réduction|rabais|geste commercial"),
            D.WAIVE: Verb("supprimé les frais|annulé les frais|exonérée?s?", "supprimer les frais|annuler les frais|exonérer"),
            D.CANCEL: Verb("annulée?s?|résiliée?s?", "annuler|résilier", "annulation|résiliation"),
            D.CHANGE: Verb("modifiée?s?|changée?s?|mise?s? à jour|prolongée?s?|corrigée?s?|réinitialisée?s?", "modifier|changer|mettre à jour|prolonger|corriger|réinitialiser", "prolongation"),
            D.REPLACE: Verb("remplacée?s?|échangée?s?", "remplacer|échanger", "remplacement|nouvel article|échange"),
            D.SEND: Verb("envoyée?s?|expédiée?s?", "envoyer|expédier", "étiquette|colis"),
            D.BOOK: Verb("réservée?s?|planifiée?s?", "réserver|planifier", "rendez-vous|réservation|technicien"),
            D.CONTACT: Verb("appelée?s?|contactée?s?", "appeler|rappeler|contacter|recontacter", "appel|rappel"),
            D.ESCALATE: Verb("transmise?s?|transférée?s?|signalée?s?", "transmettre|transférer|signaler", "dossier|ticket"),
            D.LOCK: Verb("bloquée?s?|débloquée?s?|désactivée?s?|supprimé votre", "bloquer|débloquer|désactiver|supprimer votre"),
        },
    ),
    "es": Frames(
        we_did=r"(?:he|hemos|acabo de|acabamos de)\b(?:{gap}| )(?:{done}|{do})",
        we_will=r"(?:voy a|vamos a|le vamos a|le voy a)\b(?:{gap}| )?{do}(?:le|lo|la)?|{will_i}|(?:le|te) (?:doy|damos|ofrezco|ofrecemos)\b{gap}{thing}",
        is_done=r"(?:ha|han) sido\b(?:{gap}| ){done}|se (?:ha|han) {done}|(?:está|están|queda|quedan) {done}|{thing}\b{gap}(?:está|ha sido) (?:aprobad[oa]|en camino|confirmad[oa]|procesad[oa])",
        you_get=r"(?:recibirá|recibirás|obtendrá|tendrá)\b{gap}{thing}|será[ns]?\b(?:{gap}| ){done}",
        certain=r"garantizad[oa]s?|(?:le |te )?garantiz(?:o|amos)|legalmente vinculante|oferta vinculante|jurídicamente vinculante|(?:le |te )?promet(?:o|emos)|prometido|tiene mi palabra|trato hecho|sin falta",
        no=r"no|nunca|jamás|ni|ningún|ninguna",
        verbs={
            D.REFUND: Verb("reembolsad[oa]s?|reembolsado|devuelto|devuelt[oa]s?|reintegrad[oa]", "reembolsar|devolver|reintegrar", "reembolso|devolución|su dinero|tu dinero"),
            D.CREDIT: Verb("abonad[oa]|acreditad[oa]|compensad[oa]", "abonar|acreditar|compensar", "vale|crédito|abono|compensación|puntos|bono"),
            D.DISCOUNT: Verb("descontad[oa]|rebajad[oa]", "descontar|rebajar", "descuento|rebaja"),
            D.WAIVE: Verb("condonad[oa]|eximid[oa]", "condonar|eximir"),
            D.CANCEL: Verb("cancelad[oa]s?|anulad[oa]s?|dado de baja", "cancelar|anular|dar de baja", "cancelación|anulación"),
            D.CHANGE: Verb("cambiad[oa]s?|modificad[oa]s?|actualizad[oa]s?|ampliad[oa]|corregid[oa]|restablecid[oa]", "cambiar|modificar|actualizar|ampliar|corregir|restablecer", "cambio|ampliación"),
            D.REPLACE: Verb("reemplazad[oa]|sustituid[oa]", "reemplazar|sustituir", "reemplazo|sustitución"),
            D.SEND: Verb("enviad[oa]s?|mandad[oa]s?", "enviar|mandar", "etiqueta|paquete"),
            D.BOOK: Verb("reservad[oa]|programad[oa]|agendad[oa]", "reservar|programar|agendar", "cita|reserva|técnico"),
            D.CONTACT: Verb("llamad[oa]|contactad[oa]", "llamar|contactar", "llamada"),
            D.ESCALATE: Verb("escalad[oa]|transferid[oa]|pasad[oa]", "escalar|transferir|pasar", "caso|ticket"),
            D.LOCK: Verb("bloquead[oa]s?|desbloquead[oa]s?|desactivad[oa]|eliminad[oa]", "bloquear|desbloquear|desactivar|eliminar"),
        },
    ),
    "it": Frames(
        we_did=r"(?:ho|abbiamo)\b(?:{gap}| ){done}",
        we_will=r"(?:sto per|stiamo per)\b(?:{gap}| ){do}|{will_i}|(?:le|ti) (?:do|diamo|offro|offriamo|concedo|concediamo)\b{gap}{thing}",
        is_done=r"(?:è|sono) (?:stat[oaie]|già)\b(?:{gap}| ){done}|{thing}\b{gap}(?:è|è stato|è stata) (?:approvat[oa]|in arrivo|confermat[oa]|in corso)",
        you_get=r"(?:riceverà|riceverai|avrà|otterrà)\b{gap}{thing}|(?:sarà|verrà|saranno|verranno)\b(?:{gap}| ){done}",
        certain=r"garantit[oaie]|(?:le |ti )?garant(?:isco|iamo)|legalmente vincolante|offerta vincolante|(?:le |ti )?promett(?:o|iamo)|promesso|ha la mia parola|affare fatto|senz'altro",
        no=r"non|mai|né|nessun\w*",
        verbs={
            D.REFUND: Verb("rimborsat[oaie]|restituit[oaie]", "rimborsare|rimborsarla|restituire", "rimborso|suoi soldi|tuoi soldi"),
            D.CREDIT: Verb("accreditat[oaie]|risarcit[oaie]", "accreditare|risarcire", "buono|credito|accredito|risarcimento|punti"),
            D.DISCOUNT: Verb("scontat[oaie]|ridott[oaie]", "scontare|ridurre", "sconto|riduzione"),
            D.WAIVE: Verb("stornat[oaie]|eliminato la commissione", "stornare"),
            D.CANCEL: Verb("annullat[oaie]|cancellat[oaie]|disdett[oaie]", "annullare|cancellare|disdire", "annullamento|disdetta"),
            D.CHANGE: Verb("modificat[oaie]|cambiat[oaie]|aggiornat[oaie]|prorogat[oaie]|corrett[oaie]", "modificare|cambiare|aggiornare|prorogare|correggere", "modifica|proroga"),
            D.REPLACE: Verb("sostituit[oaie]", "sostituire", "sostituzione|ricambio"),
            D.SEND: Verb("inviat[oaie]|spedit[oaie]|mandat[oaie]", "inviare|spedire|mandare", "etichetta|pacco"),
            D.BOOK: Verb("prenotat[oaie]|fissat[oaie]", "prenotare|fissare", "appuntamento|prenotazione|tecnico"),
            D.CONTACT: Verb("chiamat[oaie]|contattat[oaie]", "chiamare|richiamare|contattare", "chiamata"),
            D.ESCALATE: Verb("inoltrat[oaie]|trasferit[oaie]|segnalat[oaie]", "inoltrare|trasferire|segnalare", "ticket"),
            D.LOCK: Verb("bloccat[oaie]|sbloccat[oaie]|disattivat[oaie]|eliminat[oaie]", "bloccare|sbloccare|disattivare|eliminare"),
        },
    ),
    "nl": Frames(
        we_did=r"(?:ik|we|wij) (?:heb|hebben)\b(?:{gap}| ){done}|(?:heb|hebben) (?:ik|we|wij)\b(?:{gap}| ){done}",
        we_will=r"(?:ik|we|wij) (?:zal|zullen|ga|gaan)\b(?:{gap}| ){do}|(?:zal|zullen) (?:ik|we|wij)\b(?:{gap}| ){do}|ik {do}|(?:ik|we|wij) (?:geef|geven|bied|bieden)\b{gap}{thing}",
        is_done=r"(?:is|zijn|werd|werden)\b(?:{gap}| ){done}|{thing}\b{gap}is (?:goedgekeurd|onderweg|bevestigd|verwerkt)",
        you_get=r"(?:u|je|jij) (?:krijgt|ontvangt|zult|zal)\b{gap}{thing}|(?:krijgt|ontvangt) (?:u|je)\b{gap}{thing}|(?:wordt|worden)\b(?:{gap}| ){done}",
        certain=r"gegarandeerd|(?:ik|we|wij) garandeer|(?:ik|we|wij) garanderen|juridisch bindend|bindend aanbod|(?:ik|we|wij) belo(?:of|ven)|beloofd|u heeft mijn woord|afgesproken",
        no=r"niet|geen|nooit|noch",
        verbs={
            D.REFUND: Verb("terugbetaald|vergoed|teruggestort", "terugbetalen|vergoeden|terugstorten", "terugbetaling|uw geld terug|je geld terug|restitutie|geld terug"),
            D.CREDIT: Verb("gecrediteerd|gecompenseerd", "crediteren|compenseren", "tegoed|tegoedbon|waardebon|compensatie|punten"),
            D.DISCOUNT: Verb("verlaagd", "verlagen", "korting"),
            D.WAIVE: Verb("kwijtgescholden", "kwijtschelden"),
            D.CANCEL: Verb("geannuleerd|opgezegd|stopgezet", "annuleren|annuleer|opzeggen|stopzetten", "annulering|opzegging"),
            D.CHANGE: Verb("gewijzigd|aangepast|veranderd|bijgewerkt|verlengd|omgeboekt", "wijzigen|wijzig|aanpassen|veranderen|bijwerken|verlengen|omboeken", "verlenging"),
            D.REPLACE: Verb("vervangen|omgeruild", "vervangen|vervang|omruilen", "vervanging|nieuw exemplaar"),
            D.SEND: Verb("verzonden|verstuurd|opgestuurd|gestuurd", "verzenden|versturen|opsturen|sturen|stuur", "retourlabel|pakket"),
            D.BOOK: Verb("geboekt|gereserveerd|ingepland", "boeken|reserveren|inplannen", "afspraak|monteur|reservering"),
            D.CONTACT: Verb("gebeld|gecontacteerd", "bellen|terugbellen|contacteren", "telefoontje"),
            D.ESCALATE: Verb("doorgestuurd|geëscaleerd|doorgegeven", "doorsturen|escaleren|doorgeven|doorverbinden", "ticket"),
            D.LOCK: Verb("geblokkeerd|gedeblokkeerd|gedeactiveerd|verwijderd", "blokkeren|blokkeer|deblokkeren|deactiveren|verwijderen"),
        },
    ),
    "pt": Frames(
        we_did=r"(?:já |acabei de |acabámos de |acabamos de )?(?:{done_i})|(?:tenho|temos)\b(?:{gap}| ){done}|acab(?:ei|ámos|amos) de {do}",
        we_will=r"(?:vou|vamos|irei|iremos)\b(?:{gap}| ){do}|{will_i}|(?:dou|damos|ofereço|oferecemos)(?:-lhe)?\b{gap}{thing}",
        is_done=r"(?:foi|foram|está|estão)\b(?:{gap}| ){done}|{thing}\b{gap}(?:foi|está) (?:aprovad[oa]|a caminho|confirmad[oa]|processad[oa])",
        you_get=r"(?:receberá|irá receber|vai receber|terá)\b{gap}{thing}|(?:será|serão)\b(?:{gap}| ){done}",
        certain=r"garantid[oa]s?|garant(?:o|imos)|juridicamente vinculativ[oa]|legalmente vinculativ[oa]|vinculante|promet(?:o|emos)|prometido|tem a minha palavra|negócio fechado|sem falta",
        no=r"não|nunca|nem|nenhum\w*",
        verbs={
            D.REFUND: Verb("reembolsad[oa]s?|devolvid[oa]s?|estornad[oa]", "reembolsar|devolver|estornar", "reembolso|devolução|seu dinheiro|estorno"),
            D.CREDIT: Verb("creditad[oa]|compensad[oa]", "creditar|compensar", "vale|crédito|compensação|pontos"),
            D.DISCOUNT: Verb("descontad[oa]", "descontar", "desconto"),
            D.WAIVE: Verb("isentad[oa]|perdoad[oa]", "isentar|perdoar"),
            D.CANCEL: Verb("cancelad[oa]s?|anulad[oa]s?|rescindid[oa]", "cancelar|anular|rescindir", "cancelamento|anulação"),
            D.CHANGE: Verb("alterad[oa]s?|mudad[oa]|atualizad[oa]s?|prolongad[oa]|corrigid[oa]", "alterar|mudar|atualizar|prolongar|corrigir", "alteração|prolongamento"),
            D.REPLACE: Verb("substituíd[oa]|trocad[oa]", "substituir|trocar", "substituição|troca"),
            D.SEND: Verb("enviad[oa]s?|expedid[oa]", "enviar|expedir", "etiqueta|encomenda"),
            D.BOOK: Verb("reservad[oa]|marcad[oa]|agendad[oa]", "reservar|marcar|agendar", "marcação|reserva|técnico"),
            D.CONTACT: Verb("contactad[oa]", "ligar|contactar|telefonar", "chamada"),
            D.ESCALATE: Verb("encaminhad[oa]|transferid[oa]", "encaminhar|transferir", "ticket"),
            D.LOCK: Verb("bloquead[oa]|desbloquead[oa]|desativad[oa]|eliminad[oa]", "bloquear|desbloquear|desativar|eliminar"),
        },
    ),
    "pl": Frames(
        we_did=r"(?:już |właśnie )?(?:{done_i})",
        we_will=r"(?:{do})|(?:będę|będziemy)\b(?:{gap}| ){do}|(?:daję|dajemy|oferuję|oferujemy)\b{gap}{thing}",
        is_done=r"(?:został|została|zostało|zostały|jest|są)\b(?:{gap}| ){done}|{thing}\b{gap}(?:jest|został|została) (?:zatwierdzon[yae]|w drodze|potwierdzon[yae])",
        you_get=r"(?:otrzyma|dostanie|otrzymasz|dostaniesz)\b(?:{gap}| ){thing}|(?:zostanie|zostaną)\b(?:{gap}| ){done}",
        certain=r"gwarantowan[yae]|gwarantuj(?:ę|emy)|prawnie wiążąc[yae]|wiążąc[ay] (?:oferta|umowa)|obiecuj(?:ę|emy)|obiecan[yae]|daję słowo|ma pan(?:i)? moje słowo|na pewno",
        no=r"nie|nigdy|ani",
        verbs={
            D.REFUND: Verb("zwrócon[yae]|zrefundowan[yae]", "zwróc(?:ę|imy)|zrefunduj(?:ę|emy)|zwrócić", "zwrot|pieniądze|refundację"),
            D.CREDIT: Verb("zaksięgowan[yae]|przyznan[yae]", "przyzna(?:m|my)|zaksięguj(?:ę|emy)", "bon|voucher|rekompensatę|punkty"),
            D.DISCOUNT: Verb("obniżon[yae]", "obniż(?:ę|ymy)", "rabat|zniżkę"),
            D.WAIVE: Verb("umorzon[yae]|anulowano opłatę", "umorz(?:ę|ymy)"),
            D.CANCEL: Verb("anulowan[yae]|odwołan[yae]|rozwiązan[yae]", "anuluj(?:ę|emy)|odwoła(?:m|my)|anulować", "anulowanie"),
            D.CHANGE: Verb("zmienion[yae]|zaktualizowan[yae]|przedłużon[yae]|poprawion[yae]", "zmieni(?:ę|my)|zaktualizuj(?:ę|emy)|przedłuż(?:ę|ymy)|poprawi(?:ę|my)", "zmianę"),
            D.REPLACE: Verb("wymienion[yae]", "wymieni(?:ę|my)", "wymianę|nowy egzemplarz"),
            D.SEND: Verb("wysłan[yae]|nadan[yae]", "wyśl(?:ę|emy)|prześl(?:ę|emy)", "etykietę|paczkę"),
            D.BOOK: Verb("zarezerwowan[yae]|umówion[yae]", "zarezerwuj(?:ę|emy)|umówi(?:ę|my)", "wizytę|rezerwację"),
            D.CONTACT: Verb("skontaktowano", "zadzwoni(?:ę|my)|oddzwoni(?:ę|my)|skontaktuj(?:ę|emy)", "telefon"),
            D.ESCALATE: Verb("przekazan[yae]|zgłoszon[yae]", "przekaż(?:ę|emy)|zgłosz(?:ę|ymy)", "zgłoszenie"),
            D.LOCK: Verb("zablokowan[yae]|odblokowan[yae]|usunięt[yae]", "zablokuj(?:ę|emy)|odblokuj(?:ę|emy)|usun(?:ę|iemy)"),
        },
    ),
    "sv": Frames(
        we_did=r"(?:jag|vi) har\b(?:{gap}| ){done}|har (?:jag|vi)\b(?:{gap}| ){done}",
        we_will=r"(?:jag|vi) (?:ska|kommer att|skall)\b(?:{gap}| ){do}|(?:ska|kommer) (?:jag|vi)\b(?:{gap}| ){do}|jag {do}r|(?:jag|vi) (?:ger|erbjuder)\b{gap}{thing}",
        is_done=r"har (?:nu |redan )?(?:blivit )?{done}s?|(?:är|blev) (?:nu |redan )?{done}|{thing}\b{gap}är (?:godkänd|på väg|bekräftad)",
        you_get=r"(?:du|ni) (?:får|kommer att få)\b(?:{gap}| ){thing}|kommer att {do}s",
        certain=r"garanterat|garanterad|(?:jag|vi) garanterar|juridiskt bindande|bindande erbjudande|(?:jag|vi) lovar|utlovat|du har mitt ord|överenskommet",
        no=r"inte|aldrig|ingen|inga|varken",
        verbs={
            D.REFUND: Verb("återbetalat|återbetald|återbetalats|ersatt", "återbetala|ersätta|betala tillbaka", "återbetalning|pengarna tillbaka|dina pengar"),
            D.CREDIT: Verb("krediterat|krediterad|kompenserat", "kreditera|kompensera", "presentkort|tillgodo|kompensation|poäng"),
            D.DISCOUNT: Verb("rabatterat|sänkt", "sänka", "rabatt"),
            D.WAIVE: Verb("efterskänkt|tagit bort avgiften", "efterskänka|ta bort avgiften"),
            D.CANCEL: Verb("avbokat|avbokad|annullerat|annullerad|sagt upp|avbeställt", "avboka|annullera|säga upp|avbeställa", "avbokning|uppsägning"),
            D.CHANGE: Verb("ändrat|ändrad|uppdaterat|uppdaterad|förlängt|rättat", "ändra|uppdatera|förlänga|rätta", "ändring"),
            D.REPLACE: Verb("ersatt|bytt ut|bytt", "byta ut|byta", "ersättningsvara|utbyte"),
            D.SEND: Verb("skickat|skickats|skickad|sänt", "skicka|sända", "retursedel|paket"),
            D.BOOK: Verb("bokat|bokad|bokats|reserverat", "boka|reservera", "tid|bokning|tekniker"),
            D.CONTACT: Verb("ringt|kontaktat", "ringa|kontakta", "samtal"),
            D.ESCALATE: Verb("vidarebefordrat|eskalerat|skickat vidare", "vidarebefordra|eskalera|skicka vidare|koppla", "ärende"),
            D.LOCK: Verb("spärrat|spärrad|låst|avaktiverat|raderat", "spärra|låsa|avaktivera|radera"),
        },
    ),
}  # fmt: skip

FIRST_PERSON_PAST: Final = {
    "pt": {
        D.REFUND: "reembolsei|reembolsámos|devolvi|devolvemos", D.CANCEL: "cancelei|cancelámos|anulei|anulámos", D.CHANGE: "alterei|alterámos|atualizei|atualizámos|mudei",
        D.SEND: "enviei|enviámos", D.REPLACE: "substituí|substituímos|troquei|trocámos", D.CREDIT: "creditei|creditámos", D.LOCK: "bloqueei|bloqueámos", D.BOOK: "reservei|marquei|agendei",
        D.ESCALATE: "encaminhei|encaminhámos",
    },
    "pl": {
        D.REFUND: "zwrócił(?:em|am|iśmy)|zrefundowa(?:łem|łam|liśmy)", D.CANCEL: "anulowa(?:łem|łam|liśmy)|odwoła(?:łem|łam|liśmy)", D.CHANGE: "zmieni(?:łem|łam|liśmy)|zaktualizowa(?:łem|łam|liśmy)",
        D.SEND: "wysła(?:łem|łam|liśmy)", D.REPLACE: "wymieni(?:łem|łam|liśmy)", D.LOCK: "zablokowa(?:łem|łam|liśmy)", D.BOOK: "zarezerwowa(?:łem|łam|liśmy)|umówi(?:łem|łam|liśmy)",
        D.ESCALATE: "przekaza(?:łem|łam|liśmy)|zgłosi(?:łem|łam|liśmy)", D.CREDIT: "przyzna(?:łem|łam|liśmy)",
    },
}  # fmt: skip
"""Languages that say "I refunded" in one word."""

FIRST_PERSON_FUTURE: Final = {
    "fr": {
        D.REFUND: "rembourser(?:ai|ons)", D.CANCEL: "annuler(?:ai|ons)", D.REPLACE: "remplacer(?:ai|ons)", D.SEND: "enverr(?:ai|ons)", D.CREDIT: "créditer(?:ai|ons)",
        D.CONTACT: "rappeller(?:ai|ons)|contacter(?:ai|ons)", D.CHANGE: "modifier(?:ai|ons)|changer(?:ai|ons)", D.LOCK: "bloquer(?:ai|ons)", D.ESCALATE: "transmettr(?:ai|ons)",
    },
    "es": {
        D.REFUND: "reembolsar(?:é|emos)|devolver(?:é|emos)", D.CANCEL: "cancelar(?:é|emos)|anular(?:é|emos)", D.CHANGE: "cambiar(?:é|emos)|modificar(?:é|emos)", D.SEND: "enviar(?:é|emos)",
        D.CONTACT: "llamar(?:é|emos)|contactar(?:é|emos)", D.CREDIT: "abonar(?:é|emos)", D.REPLACE: "reemplazar(?:é|emos)|sustituir(?:é|emos)", D.LOCK: "bloquear(?:é|emos)", D.DISCOUNT: "descontar(?:é|emos)",
        D.ESCALATE: "transferir(?:é|emos)",
    },
    "it": {
        D.REFUND: "rimborser(?:ò|emo)|restituir(?:ò|emo)", D.CANCEL: "annuller(?:ò|emo)|canceller(?:ò|emo)", D.SEND: "invier(?:ò|emo)", D.REPLACE: "sostituir(?:ò|emo)", D.CONTACT: "chiamer(?:ò|emo)|contatter(?:ò|emo)|richiamer(?:ò|emo)",
        D.CHANGE: "cambier(?:ò|emo)|modificher(?:ò|emo)", D.CREDIT: "accrediter(?:ò|emo)", D.LOCK: "bloccher(?:ò|emo)", D.DISCOUNT: "sconter(?:ò|emo)", D.ESCALATE: "inoltrer(?:ò|emo)",
    },
    "pt": {
        D.REFUND: "reembolsar(?:ei|emos)|devolver(?:ei|emos)", D.CANCEL: "cancelar(?:ei|emos)", D.SEND: "enviar(?:ei|emos)", D.REPLACE: "substituir(?:ei|emos)", D.CHANGE: "alterar(?:ei|emos)", D.CONTACT: "contactar(?:ei|emos)|ligar(?:ei|emos)",
    },
}  # fmt: skip
"""Languages that say "I will refund" in one word."""

BEST_EFFORT: Final[dict[str, dict[Deed, str]]] = {
    "ar": {
        D.REFUND: "قمنا برد|قمت برد|تم رد|تم استرداد|سنرد|سأرد|سنعيد (?:لك )?(?:المبلغ|المال)|أعدنا (?:لك )?المبلغ|ستسترد|ستحصل على استرداد",
        D.CANCEL: "ألغيت|ألغينا|تم إلغاء|قمنا بإلغاء|سألغي|سنلغي|سنقوم بإلغاء", D.CHANGE: "غيرت|غيرنا|تم تغيير|تم تحديث|سنغير|سنقوم بتغيير", D.SEND: "أرسلنا|أرسلت|تم إرسال|سنرسل|سأرسل",
        D.DISCOUNT: "ستحصل على خصم|سنمنحك خصم", D.GUARANTEE: "نضمن|أضمن|مضمون|ملزم قانون|نعدك|أعدك", D.REPLACE: "سنستبدل|تم استبدال", D.CONTACT: "سنتصل بك|سأتصل بك",
    },
    "tr": {
        D.REFUND: "iade ettik|iade ettim|iade edildi|iade edeceğiz|iade edeceğim|iade edilecek|para iadesi alacaksınız|geri ödedik|geri ödeyeceğiz",
        D.CANCEL: "iptal ettik|iptal ettim|iptal edildi|iptal edeceğiz|iptal edeceğim", D.CHANGE: "değiştirdik|değiştirdim|değiştirildi|güncelledik|güncelledim|değiştireceğiz|güncelleyeceğiz",
        D.SEND: "gönderdik|gönderdim|gönderildi|göndereceğiz|göndereceğim", D.DISCOUNT: "indirim (?:yaptık|yapacağız|alacaksınız|veriyoruz)", D.GUARANTEE: "garanti ediyor\\w*|garanti ederi[mz]|yasal olarak bağlayıcı|söz veriyor\\w*",
        D.REPLACE: "yenisini göndereceğiz|yenisiyle değiştireceğiz", D.CONTACT: "sizi arayacağız|sizi arayacağım", D.LOCK: "bloke ettik|bloke edildi|engelledik",
    },
    "ja": {
        D.REFUND: "返金(?:いた|し)(?:しました|ます|します)|返金されます|払い戻(?:し(?:いたし)?ました|します)", D.CANCEL: "キャンセル(?:いた)?し(?:ました|ます)|解約(?:いた)?し(?:ました|ます)", D.CHANGE: "変更(?:いた)?し(?:ました|ます)",
        D.SEND: "(?:お送り|発送|送付)(?:いた)?し(?:ました|ます)", D.DISCOUNT: "割引(?:いた)?し(?:ました|ます)", D.GUARANTEE: "保証(?:いた)?します|法的拘束力|お約束(?:いた)?します|約束します", D.REPLACE: "交換(?:いた)?し(?:ました|ます)",
        D.CONTACT: "(?:お電話|ご連絡)(?:いた)?します", D.LOCK: "(?:停止|ロック)(?:いた)?し(?:ました|ます)",
    },
}  # fmt: skip
"""Whole phrases of languages whose verbs do not fit the frames; not said by somebody who grew up with them."""
