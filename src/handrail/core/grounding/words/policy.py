"""Words that state a rule, an entitlement or a price, by what they mean: none of them is said unless a source speaks of the same."""

# ruff: noqa: E501  (tables of words)

from typing import Final

POLICY: Final[dict[str, str]] = {
    "refund": "refund*|money back|reimburs*|rückerstatt*|erstatt*|rembours*|reembols*|rimbors*|terugbetal*|terugbetaling|zwrot*|återbetal*|iade|返金|استرداد|استرجاع",
    "warranty": "warrant*|guarant*|garantie*|gewährleist*|garantía*|garanzi*|garantia*|gwarancj*|garanti*|保証|ضمان",
    "free": "free of charge|free|no charge|at no (?:extra )?cost|complimentary|without (?:a )?(?:fee|charge|cost)*|no (?:extra |additional |annual |monthly |hidden )?(?:fee|charge|cost)s?|kostenlos*|kostenfrei*|gratis|gebührenfrei|gratuit*|sans frais|sin coste|sin costo|senza costi|gratuito|kosteloos|za darmo|bezpłatn*|darmow*|kostnadsfri*|ücretsiz|bedava|無料|مجان*|[$€£]\\s?0(?:[.,]00)?(?!\\d)|(?<![\\d.,])0(?:[.,]0+)?\\s?%|waive*|included",
    "discount": "discount*|voucher*|coupon*|promo code*|rabatt*|gutschein*|remise*|réduction*|descuento*|cupón*|sconto|sconti|buono|korting*|waardebon|desconto*|rabat*|zniżk*|indirim*|割引|クーポン|خصم",
    "penalty": "penalt*|fine[sd]?|late fee*|strafe*|vertragsstrafe|pénalité*|multa*|penale|penali|boete*|kara|kary|vite|ceza|違約金|غرامة",
    "deposit": "deposit*|kaution*|anzahlung*|caution|acompte|depósito*|fianza|deposito|cauzione|waarborg*|kaucj*|handpenning|depozito|保証金",
    "insurance": "insur*|versicher*|assur*|segur[oa]s?|asegurad*|assicura*|verzeker*|ubezpiecz*|försäkring*|sigorta*|保険|تأمين",
    "subscription": "subscri*|membership*|abonnement*|abo|mitgliedschaft*|suscripci*|abbonament*|assinatura*|subskrypcj*|prenumeration*|abonelik|定期|اشتراك",
    "bonus": "bonus*|reward*|cash ?back|points?|punkte|prämie*|prime|récompense*|recompensa*|premio|premi|beloning*|nagrod*|belöning*|ödül|ポイント|مكافأة",
    "trial": "trial*|probezeit|testphase|probemonat|essai|prueba gratuita|prova gratuita|proef*|período experimental|okres próbny|provperiod|deneme|お試し",
    "customs": "customs|import dut*|zoll*|douane*|aduana*|dogana*|invoerrecht*|alfândega|cło|cła|tull*|gümrük|関税|جمارك",
    "tax": "tax|taxes|vat|steuer*|mehrwertsteuer|tva|impuesto*|iva|imposta|imposte|btw|belasting*|imposto*|podatek|podatk*|moms|skatt|vergi|kdv|税|ضريبة",
    "compensation": "compensat*|goodwill|entschädig*|kulanz*|dédommag*|indemni*|compensaci*|risarciment*|schadevergoeding|compensaç*|odszkodowan*|ersättning*|tazminat|補償|تعويض",
    "extension": "extension*|grace period*|verlänger*|kulanzfrist|prolong*|délai de grâce|prórroga*|período de gracia|prorog*|verleng*|prorrog*|przedłuż*|förläng*|uzatma*|延長|تمديد",
    "interest": "interest(?: rate)?|apr|apy|zins|zinsen|zinssatz|intérêts|intereses|interessi|rente|juros|odsetki|ränta|faiz|利息|فائدة",
    "exclusive": "exclusiv*|ausschließlich*|esclusiv*|uitsluitend|wyłącznie|uteslutande",
    "lifetime": "lifetime|for life|lebenslang*|à vie|de por vida|a vita|levenslang*|vitalíci*|dożywotni*|livstids*|ömür boyu|永久|مدى الحياة",
    "limit": "one device|per household|per customer only|device limit|einmal pro kunde",
    "medical": "doctor*|medical|diagnos*|prescription*|arzt|ärztlich*|médecin|médico|medico|arts|lekarz|läkare|doktor|医師|طبيب",
    "legal": "legal*|lawsuit|court|liab*|rechtlich*|gericht*|haft(?:et|ung)|juridique*|tribunal*|responsabilit*|juridisch*|prawn*|juridisk*|hukuki|法的|قانوني",
}  # fmt: skip
"""`*` is the rest of a word. The languages stand side by side, so an answer may be in another language than its source."""
