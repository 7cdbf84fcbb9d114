"""The kinds of facts a customer states, and what each is called in the languages we listen for."""

from enum import StrEnum


class Slot(StrEnum):
    """A kind of fact that nobody should be asked for twice."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    POSTCODE = "postcode"
    ORDER_NUMBER = "order_number"
    BOOKING_REFERENCE = "booking_reference"
    INVOICE_NUMBER = "invoice_number"
    CUSTOMER_NUMBER = "customer_number"
    CASE_NUMBER = "case_number"
    TRACKING_CODE = "tracking_code"
    PRODUCT_CODE = "product_code"
    AMOUNT = "amount"
    DATE = "date"


# What carries a code: "order 4711", "Bestellung 4711". English, German, French, Spanish, Portuguese, Italian, Dutch.
CARRIERS: dict[Slot, str] = {
    Slot.ORDER_NUMBER: (
        "orders?|purchase|bestell(?:ung|ungs)?|auftrags?|bestel(?:ling)?|commande|pedido|encomenda|ordine"
    ),
    Slot.BOOKING_REFERENCE: ("booking|reservation|buchungs?|reservierungs?|boeking|réservation|reserva|prenotazione"),
    Slot.INVOICE_NUMBER: "invoice|bill|rechnungs?|factuur|facture|factura|fatura|fattura",
    Slot.CUSTOMER_NUMBER: (
        "customer|member(?:ship)?|account|policy|contract|loan|kunden|vertrags?|mitglieds?|client|"
        "cliente|contrat|contrato|contratto|póliza|apólice|polizza"
    ),
    Slot.CASE_NUMBER: ("case|ticket|complaint|claim|reference|ref|fall|vorgangs?|dossier|caso|reclamo|reclamação"),
    Slot.TRACKING_CODE: (
        "tracking|parcel|shipment|consignment|sendungs?|paket|suivi|colis|seguimiento|rastreio|tracciamento|spedizione"
    ),
    Slot.PRODUCT_CODE: (
        "sku|model|item|article|serial|part|batch|artikel|modell|serien|modèle|série|modelo|série|modello"
    ),
}
NUMBER_WORDS = "numbers?|no|nr|num|id|ref|reference|code|nummer|numéro|número|numero|codice|código|n[°ºo]|#"

# How a question names a slot that is not a code.
PLAIN_NOUNS: dict[Slot, str] = {
    Slot.NAME: (
        r"(?:full |first |last |sur|family )?name\b|nachname|vorname|"
        r"nom\b|apellido|nombre|nome\b|sobrenome|cognome|naam\b"
    ),
    Slot.EMAIL: (
        r"e-?mail(?:[ -]?ad(?:d?res+e?|resse))?|adresse (?:e-?mail|électronique)|mail address|correo(?: "
        r"electrónico)?|courriel|endereço de "
        r"e-?mail|indirizzo e-?mail"
    ),
    Slot.PHONE: (
        r"(?:tele)?phone(?: number)?|mobile(?: number)?|(?:contact|callback|cell) number|telefon\w*|"
        r"handynummer|rufnummer|numéro de téléphone|téléphone|teléfono|telefone|telemóvel|telefono|"
        r"cellulare|telefoonnummer"
    ),
    Slot.ADDRESS: (
        r"(?:delivery |shipping |postal |home |street |billing )?address\b|(?:liefer|post|"
        r"rechnungs)?(?:adresse|anschrift)(?! (?:e-?mail|électronique))|dirección|endereço(?! de e-?mail)|"
        r"morada|indirizzo(?! e-?mail)|adres\b"
    ),
    Slot.POSTCODE: (
        r"post ?code|postal code|zip(?: ?code)?|postleitzahl|plz|code postal|código postal|cep\b|"
        r"cap\b"
    ),
    Slot.AMOUNT: r"(?:exact )?amount|betrag|montant|importe|valor|importo|bedrag",
    Slot.DATE: r"(?:exact )?dates?\b|datum|fecha|(?<!the )(?<!your )data\b",
}
