"""Eight invented companies, none of them a bank: what they sell, charge, ask and exclude. Written by hand for this benchmark."""

# ruff: noqa: E501  (tables of words)

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """Something a customer pays for or does: as a thing ("a date change"), as doing ("changing the date"), as a verb, and past ("the date is changed")."""

    noun: str
    doing: str
    do: str
    done: str


@dataclass(frozen=True, slots=True)
class Domain:
    """`conditions` are (clause, its opposite); `groups` who may; `roles` two sides; `channels` two ways; `others` facts of other pages."""

    name: str
    products: tuple[str, ...]
    acts: tuple[Act, ...]
    things: tuple[str, ...]
    conditions: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    excluded: tuple[str, ...]
    roles: tuple[tuple[str, str, str], ...]
    channels: tuple[tuple[str, str], ...]
    events: tuple[str, ...]
    others: tuple[str, ...]
    policies: tuple[str, ...]
    promises: tuple[str, ...]


OUTDOOR = Domain(
    "outdoor shop",
    ("Aurora tent", "Borealis tent", "Ridge backpack", "Summit backpack", "Creek kayak"),
    (
        Act("home fitting", "fitting it at home", "have it fitted at home", "it is fitted at home"),
        Act("gift wrapping", "wrapping it as a gift", "have it wrapped", "it is wrapped"),
        Act("express delivery", "sending it by express", "have it sent by express", "it is sent by express"),
        Act("pole repair", "repairing a pole", "have a pole repaired", "a pole is repaired"),
    ),
    ("tents", "sleeping bags", "stoves", "climbing ropes", "rain jackets"),
    (
        ("the order is over $80", "the order is under $80"),
        ("you are a club member", "you are not a club member"),
        ("the tags are still on", "the tags are gone"),
        ("the item was bought in our shop", "the item was bought elsewhere"),
    ),
    ("club members", "registered guides", "scout groups"),
    ("punctures by branches", "mould from wet storage", "fading from sunlight", "lost pegs"),
    (("the customer", "the shop", "return postage"), ("the finder", "the club", "the deposit for the key")),
    (("in the shop", "online"), ("by e-mail", "by phone")),
    ("delivery", "the purchase", "the day of the invoice"),
    (
        "Club points expire after two seasons.",
        "Kayaks are delivered to the kerb.",
        "The repair workshop is closed in August.",
        "Ropes carry a batch number on the label.",
    ),
    (
        "Tents may only be pitched on grass.",
        "Each household can own one club card.",
        "Sleeping bags have to be washed before a return.",
        "Orders placed on public holidays are not accepted.",
    ),
    (
        "We will send you a free groundsheet.",
        "You will get a voucher for your next trip.",
        "Our team will call you on the day of delivery.",
        "We will replace it with the newest model.",
    ),
)

TELECOM = Domain(
    "telephone company",
    ("Swift plan", "Breeze plan", "Gale plan", "Harbour router", "Zephyr SIM"),
    (
        Act("number transfer", "moving a number", "move your number", "a number is moved"),
        Act("SIM replacement", "replacing a SIM", "replace a SIM", "a SIM is replaced"),
        Act("technician visit", "having a technician come", "have a technician come", "a technician comes"),
        Act("paper bill", "getting the bill on paper", "get the bill on paper", "the bill is printed"),
    ),
    ("phones", "routers", "add-ons", "extra lines", "prepaid cards"),
    (
        ("the contract runs for a year", "the contract is monthly"),
        ("you pay by direct debit", "you pay by card"),
        ("the line was ordered online", "the line was ordered in a store"),
        ("the phone is unlocked", "the phone is locked"),
    ),
    ("students", "business accounts", "subscribers over 65"),
    ("calls to premium numbers", "calls from ships", "broken screens", "videos in 4K"),
    (
        ("the subscriber", "the network", "the early termination charge"),
        ("the old provider", "the new provider", "the transfer form"),
    ),
    (("in the app", "in a store"), ("by post", "by text message")),
    ("activation", "the end of the contract", "the first bill"),
    (
        "Unused data rolls over once.",
        "Routers stay the property of the network.",
        "Roaming in Norway is included.",
        "The voicemail keeps twenty messages.",
    ),
    (
        "Each address can have one router.",
        "Hotspots are limited to three devices.",
        "A contract can be paused for holidays.",
        "New numbers must start with 07.",
    ),
    (
        "We will upgrade you to the next plan.",
        "You will receive a month of free roaming.",
        "A specialist will visit you tomorrow.",
        "We will credit the outage to your bill.",
    ),
)

AIRLINE = Domain(
    "airline",
    ("Basic fare", "Classic fare", "Flex fare", "Sky Lounge", "Cabin Plus"),
    (
        Act("date change", "changing the date", "change the date", "the date is changed"),
        Act("seat reservation", "reserving a seat", "reserve a seat", "a seat is reserved"),
        Act("name correction", "correcting a name", "correct a name", "a name is corrected"),
        Act("sports bag", "bringing a sports bag", "bring a sports bag", "a sports bag is brought"),
    ),
    ("cabin bags", "checked bags", "prams", "guitars", "bicycles"),
    (
        ("you booked with us directly", "you booked through an agency"),
        ("the flight is within Europe", "the flight leaves Europe"),
        ("the request comes before check-in", "the request comes after check-in"),
        ("the delay is longer than 3 hours", "the delay is shorter"),
    ),
    ("passengers under 12", "gold card holders", "crew members"),
    ("fragile souvenirs", "jewellery", "musical instruments over 115 cm", "perishable food"),
    (
        ("the passenger", "the airline", "the hotel after a missed connection"),
        ("the parent", "the escort", "the consent form"),
    ),
    (("at the airport desk", "on the website"), ("in the app", "by phone")),
    ("departure", "the booking", "the landing"),
    (
        "Infants sit on a lap.",
        "The lounge in Porto opens at six.",
        "Miles can be given to a relative.",
        "Meals contain no pork.",
    ),
    (
        "Passengers must wear closed shoes.",
        "Pets fly only in winter.",
        "Seats in row one are kept for families.",
        "Each traveller may bring one umbrella.",
    ),
    (
        "We will rebook you into business class.",
        "You will get a meal voucher for the wait.",
        "Our staff will bring the bag to your hotel.",
        "We will refund the taxi.",
    ),
)

GYM = Domain(
    "gym",
    ("Morning Pass", "Full Pass", "Pool Pass", "Duo Pass", "Studio North"),
    (
        Act("freeze", "freezing the membership", "freeze the membership", "the membership is frozen"),
        Act("guest visit", "bringing a guest", "bring a guest", "a guest is brought"),
        Act("locker rental", "renting a locker", "rent a locker", "a locker is rented"),
        Act("trainer hour", "training with a coach", "train with a coach", "a coach trains you"),
    ),
    ("courses", "towels", "lockers", "saunas", "guest visits"),
    (
        ("you joined in January", "you joined later"),
        ("you show a doctor's note", "you have no doctor's note"),
        ("two people live at one address", "they live at two addresses"),
        ("the course has a free place", "the course is full"),
    ),
    ("members with a Full Pass", "students", "members over 16"),
    ("valuables left in lockers", "private coaching", "children's parties", "sunbeds"),
    (("the member", "the studio", "a lost key"), ("the coach", "the member", "the training plan")),
    (("at the desk", "in the app"), ("by letter", "by e-mail")),
    ("the first visit", "the end of the term", "the invoice"),
    (
        "The pool is cleaned on Mondays.",
        "Yoga mats are provided.",
        "Studio North has a car park.",
        "Coaches speak Polish and English.",
    ),
    (
        "Members have to bring a padlock.",
        "Courses are limited to women on Tuesdays.",
        "Headphones are forbidden in the sauna.",
        "A guest can come once in a lifetime.",
    ),
    (
        "We will give you a free month.",
        "You will receive a water bottle.",
        "A coach will write to you this week.",
        "We will keep your price for life.",
    ),
)

SOFTWARE = Domain(
    "software company",
    ("Starter tier", "Team tier", "Scale tier", "Vault add-on", "Beacon add-on"),
    (
        Act("data export", "exporting the data", "export the data", "the data is exported"),
        Act("extra seat", "adding a seat", "add a seat", "a seat is added"),
        Act("migration", "migrating a project", "migrate a project", "a project is migrated"),
        Act("audit report", "getting an audit report", "get an audit report", "an audit report is made"),
    ),
    ("projects", "seats", "webhooks", "backups", "dashboards"),
    (
        ("the workspace is paid yearly", "the workspace is paid monthly"),
        ("two-factor sign-in is on", "two-factor sign-in is off"),
        ("the project is archived", "the project is active"),
        ("the owner confirms it", "the owner does not confirm it"),
    ),
    ("workspace owners", "administrators", "non-profits"),
    ("custom scripts", "third-party plug-ins", "beta features", "self-hosted servers"),
    (("the owner", "the editor", "the invoice"), ("the administrator", "the guest", "the deletion of a project")),
    (("in the settings", "through support"), ("by API", "by hand")),
    ("sign-up", "the renewal", "the deletion"),
    (
        "Logs are kept in Frankfurt.",
        "Guests cannot see billing.",
        "The status page lists incidents.",
        "Dashboards refresh every minute.",
    ),
    (
        "Each company may open one workspace.",
        "Passwords have to change each spring.",
        "Projects over 5 GB are read-only.",
        "Support is limited to owners named on the contract.",
    ),
    (
        "We will restore the project today.",
        "You will get credits for the outage.",
        "An engineer will join your call.",
        "We will extend the trial for you.",
    ),
)

HOTEL = Domain(
    "hotel",
    ("Garden Room", "Harbour Room", "Attic Suite", "Lake House", "Pine Cabin"),
    (
        Act("late check-out", "leaving late", "leave late", "the room is left late"),
        Act("extra bed", "adding a bed", "add a bed", "a bed is added"),
        Act("parking space", "parking a car", "park a car", "a car is parked"),
        Act("airport shuttle", "riding the shuttle", "ride the shuttle", "the shuttle is used"),
    ),
    ("towels", "cots", "bicycles", "parking spaces", "keys"),
    (
        ("you stay three nights or longer", "you stay fewer than three nights"),
        ("the room was booked on our own site", "the room was booked elsewhere"),
        ("a dog travels with you", "no dog travels with you"),
        ("the guest is under 6", "the guest is 6 or older"),
    ),
    ("guests of the Attic Suite", "returning guests", "wedding parties"),
    ("the minibar", "spa treatments", "city tax", "laundry"),
    (("the guest", "the hotel", "a lost key card"), ("the organiser", "the caterer", "the table plan")),
    (("at the front desk", "through the website"), ("by phone", "by e-mail")),
    ("arrival", "the booking", "the end of the stay"),
    (
        "The sauna faces the lake.",
        "The kitchen closes at ten.",
        "Bicycles have child seats.",
        "The tower dates from 1911.",
    ),
    (
        "Guests must take off shoes in the hall.",
        "Music is forbidden on the terrace after eight.",
        "Windows in the attic stay shut.",
        "Rooms are let to adults only.",
    ),
    (
        "We will move you to a suite.",
        "You will find a bottle of wine in the room.",
        "The porter will fetch you at the station.",
        "We will let you stay another night for nothing.",
    ),
)

INSURANCE = Domain(
    "pet insurance",
    ("Paw Basic", "Paw Plus", "Paw Max", "Whisker Care", "Hoof Cover"),
    (
        Act("dental check", "having the teeth checked", "have the teeth checked", "the teeth are checked"),
        Act("second opinion", "asking a second vet", "ask a second vet", "a second vet is asked"),
        Act(
            "policy copy",
            "sending another copy of the policy",
            "get another copy of the policy",
            "another copy is sent",
        ),
        Act("ownership transfer", "passing the policy to a new owner", "pass the policy on", "the policy is passed on"),
    ),
    ("claims", "vet visits", "vaccinations", "operations", "prescriptions"),
    (
        ("the animal is chipped", "the animal is not chipped"),
        ("the vet is in our network", "the vet is outside our network"),
        ("the illness began after the start of the policy", "the illness began earlier"),
        ("both pets live in one home", "they live in two homes"),
    ),
    ("owners of a working dog", "breeders", "owners of two pets"),
    ("cosmetic surgery", "pregnancy", "grooming", "special food"),
    (("the owner", "the insurer", "the postage of records"), ("the vet", "the owner", "the claim form")),
    (("through the portal", "by post"), ("by video", "in the practice")),
    ("the treatment", "the start of the policy", "the accident"),
    (
        "Horses need a passport.",
        "The helpline speaks Welsh.",
        "Cats over ten join by invitation.",
        "Claims are numbered by year.",
    ),
    (
        "Dogs must attend a puppy school.",
        "A policy covers one address only.",
        "Vets have to be members of a chamber.",
        "Claims written in pencil are void.",
    ),
    (
        "We will pay the vet today.",
        "You will get a free collar.",
        "A nurse will visit your pet.",
        "We will double the limit next year.",
    ),
)

ENERGY = Domain(
    "energy supplier",
    ("Sun tariff", "River tariff", "Night tariff", "Boiler Care", "Charge Point"),
    (
        Act("meter reading", "reading the meter", "have the meter read", "the meter is read"),
        Act("reconnection", "reconnecting the supply", "reconnect the supply", "the supply is reconnected"),
        Act("boiler service", "servicing the boiler", "have the boiler serviced", "the boiler is serviced"),
        Act("final bill by post", "posting the final bill", "have the final bill posted", "the final bill is posted"),
    ),
    ("meters", "boilers", "radiators", "appliances", "charging cards"),
    (
        ("a smart meter is fitted", "no smart meter is fitted"),
        ("you pay by monthly plan", "you pay per bill"),
        ("the home is rented", "the home is owned"),
        ("you gave a reading", "you gave no reading"),
    ),
    ("households on benefits", "landlords", "homes with a heat pump"),
    ("burst pipes", "garden lights", "repairs by others", "limescale"),
    (
        ("the tenant", "the landlord", "the standing charge"),
        ("the installer", "the customer", "the safety certificate"),
    ),
    (("in the web account", "by letter"), ("by phone", "in person")),
    ("the move", "the installation", "the quote"),
    (
        "Night units start at midnight.",
        "The tariff is made of river power.",
        "Engineers carry a blue card.",
        "Old meters are recycled in Leeds.",
    ),
    (
        "Boilers older than 12 years are refused.",
        "Customers must read the meter on the first.",
        "Charge points may not be shared.",
        "A tariff can be changed once in winter.",
    ),
    (
        "We will freeze your price.",
        "You will receive a free thermostat.",
        "An engineer will come tonight.",
        "We will write off the debt.",
    ),
)

TUNED_ON = (OUTDOOR, TELECOM, AIRLINE, GYM, SOFTWARE)
HELD_OUT = (HOTEL, INSURANCE, ENERGY)
