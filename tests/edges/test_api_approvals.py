"""Approvals over the API: seen whole, said yes to by their digest, and refused with a problem that says why."""

from tests.edges.desk_for_tests import api_desk
from tests.edges.test_console_approvals import asked


async def test_a_program_says_yes_edits_and_declines_as_its_person(dsn: str) -> None:
    async with api_desk(dsn) as api:
        _, first = await asked(api.desk)
        dov, ana = {"authorization": f"Bearer {api.tokens['dov']}"}, {"authorization": f"Bearer {api.tokens['ana']}"}
        listed = (await api.http.get("/v1/agent/approvals", headers=dov)).json()
        assert [one["id"] for one in listed["waiting"]] == [str(first.id)]
        at = f"/v1/agent/approvals/{first.id}"
        whole = (await api.http.get(at, headers=dov)).json()
        assert (whole["identity"], whole["may_approve"], whole["approval"]["amount"]) == ("claimed", True, 2490)
        yes = {"digest": whole["approval"]["digest"], "seen_seq": whole["last_seq"]}
        assert (await api.http.post(f"{at}/approve", json=yes, headers=ana)).status_code == 403
        wrong = await api.http.post(
            f"{at}/edit", json={"arguments": {"order": "1"}, "digest": yes["digest"]}, headers=dov
        )
        assert (wrong.status_code, wrong.json()["type"].rpartition("/")[2]) == (422, "argument-refused")
        change = {"arguments": {"order": "4711", "amount": "12.00 EUR"}, "digest": yes["digest"]}
        edited = (await api.http.post(f"{at}/edit", json=change, headers=dov)).json()
        assert edited["amount"] == 1200
        assert (await api.http.post(f"{at}/approve", json=yes, headers=dov)).status_code == 409
        yes = {**yes, "digest": edited["digest"]}
        assert (await api.http.post(f"{at}/approve", json=yes, headers=dov)).json()["state"] == "approved"
        _, second = await asked(api.desk)
        no = {"because": "not_confirmed", "reason": "Another product."}
        at = f"/v1/agent/approvals/{second.id}"
        assert (await api.http.post(f"{at}/decline", json=no, headers=dov)).json()["state"] == "declined"
        assert (await api.http.post(f"{at}/decline", json=no, headers=dov)).status_code == 409
