"""One example for each body that the API takes, shown in the OpenAPI document; a test decodes every one of them."""

from collections.abc import Mapping
from typing import Any

_ID = "019a9d6e-5c1f-7d3a-9b61-0c6a3f5f2a10"

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "StartIn": {"text": "Do you ship to Norway?", "language": "en", "timezone": "Europe/Oslo"},
    "SayIn": {"text": "And how long does it take?"},
    "ShownIn": {"seq": 4},
    "RatingIn": {"rating": 5, "effort": 6, "solved": True, "comment": "Quick and kind."},
    "TypingIn": {"typing": True},
    "EmailIn": {"email": "noor@shop.example"},
    "ReplyIn": {"text": "Hello Noor, this is Ana. I have your parcel on my screen."},
    "NoteIn": {"text": "The carrier confirmed the address by phone."},
    "HandToIn": {"person": _ID},
    "WaitIn": {"until": "2027-03-01T09:00:00Z"},
    "PromiseIn": {"what": "I tell you what the carrier says", "due_at": "2027-03-01T15:00:00Z"},
    "ApproveIn": {"digest": "9f2c" * 16, "seen_seq": 7},
    "ApprovalEditIn": {
        "arguments": {"order": "4711", "amount": {"amount": 1200, "currency": "EUR"}},
        "digest": "9f2c" * 16,
    },
    "DeclineIn": {"because": "not_confirmed", "reason": "The photo shows another product."},
    "StopIn": {"scope": "topic", "value": "shipping", "because": "The delivery times are wrong today."},
    "PresenceIn": {"presence": "away"},
    "SavedReplyIn": {
        "shortcut": "late-parcel",
        "title": "A parcel is late",
        "body": "Hello {customer_name}, I am {agent_name}. I am asking the carrier where your parcel is.",
        "topic": "shipping",
    },
    "SavedReplyChange": {"version": 3, "title": "A parcel is late (carrier asked)"},
    "BlockIn": {"because": "Insults after two warnings.", "until": "2027-03-08T00:00:00Z"},
    "MergeIn": {"into": _ID},
    "Notifications": {"offered_after_minutes": 5, "due_within_minutes": 30, "when_away": True},
    "PersonIn": {
        "slug": "ana-lima",
        "name": "Ana Lima",
        "email": "ana@shop.example",
        "skills": ["shipping"],
        "languages": ["pt", "en"],
        "capacity": 5,
    },
    "PersonChange": {"capacity": 4, "skills": ["shipping", "returns"]},
    "ShiftsIn": {
        "shifts": [{"weekdays": [0, 1, 2, 3, 4], "starts": "09:00", "ends": "17:30", "timezone": "Europe/Lisbon"}]
    },
    "AbsenceIn": {"from_at": "2027-03-01T00:00:00Z", "until_at": "2027-03-08T00:00:00Z"},
    "TeamIn": {"slug": "orders", "name": "Orders", "lead": _ID},
    "TeamChange": {"lead": _ID},
    "TopicIn": {"slug": "shipping", "name": "Shipping", "owner": _ID, "skill": "shipping"},
    "TopicChange": {"level": "monitored"},
    "GrantIn": {"expires_at": "2027-04-01T00:00:00Z"},
    "TokenIn": {"name": "Ana's console", "scopes": ["agent", "read"], "person": _ID},
    "ArticleIn": {
        "key": "shipping/norway",
        "title": "Delivery to Norway",
        "content": "We deliver to Norway in 4 to 6 working days.",
        "topic": "shipping",
        "audience": "customer",
        "language": "en",
        "questions": ["Do you ship to Norway?"],
    },
}
