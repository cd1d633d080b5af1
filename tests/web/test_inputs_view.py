"""The ledger as a page and as a workbook, the reasons behind a number, and the pages of equations."""

import io
import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode

import pytest
from openpyxl import load_workbook

from deterrence.axes import STRUCTURES
from deterrence.claims.claim import load_claims
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.evidence.value import read_value
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve
from deterrence.system.options import option_quantities
from deterrence.system.registry import OUTCOMES, inputs_of
from deterrence.web.state import State
from deterrence.web.views.inputs import row_of
from deterrence.web.views.models import PAGES
from deterrence.web.views.page import fragment

INTERCEPTORS = "missile_defence.terminal.interceptors"
SEES, STOCK = "missile_defence.sensor.sees_probability", "nuclear.france.stockpile"
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(1)">'
CHANGES = {
    "nuclear.france.missile_reliability": (0.9, "trials"),
    "missile_defence.s500.usable_share": ({"low": 0.2, "central": 0.3, "high": 0.6}, HOSTILE),
    "missile_defence.exo_atmospheric.interceptors": (
        {"dated": {"2025": 0, "2035": {"low": 0, "central": 8, "high": 16}}, "rule": "linear"},
        "another reading",
    ),
    "missile_defence.penetration_aids.discrimination": ({"family": "uniform", "low": 0.1, "high": 0.5}, "wide"),
}


XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@pytest.fixture(scope="module")
def dataset():
    return load_dataset()


def query_of(changes, **view):
    pairs = list(view.items())
    for identity, (value, rationale) in changes.items():
        pairs += [(f"c.{identity}", json.dumps(value)), (f"r.{identity}", rationale)]
    return urlencode(pairs)


def changes_of(query):
    """Changes of a link, read without the package."""
    pairs = dict(parse_qsl(query))
    return {
        key.removeprefix("c."): (json.loads(text), pairs.get("r." + key.removeprefix("c.")))
        for key, text in pairs.items()
        if key.startswith("c.")
    }


def embedded(text):
    found = re.search(r'<script type="application/json" id="state-data">(.*?)</script>', text, flags=re.DOTALL)
    return json.loads(found[1])


def test_every_quantity_has_its_row_and_its_value(client, dataset):
    text = client.get("/inputs").text
    shown = re.findall(r'<details class="quantity" id="([^"]+)"', text)
    assert sorted(shown) == sorted(dataset.quantities)
    ranks = [_rank(dataset.quantities[identity].lever) for identity in shown]
    assert ranks == sorted(ranks), "headline levers stand before other levers, and these before all else"


def _rank(lever):
    return 2 if lever is None else 0 if lever.is_headline else 1


OWN = {"source": "mine_2026", "title": "A count", "publisher": "An institute", "date": "2026-03",
       "address": "https://example.org/count"}  # fmt: skip


@pytest.mark.parametrize(("access", "said"), [(None, True), ("2026-04-01", False)])
def test_a_change_that_an_own_source_states_shows_it_whole_and_what_its_grade_says(client, access, said):
    """The grade is that of law 28; that it speaks of no quality, and when it was read, stands beside it."""
    identity = "missile_defence.sensor.sees_probability"
    source = {**OWN, **({"access": access} if access else {})}
    change = {"value": 0.5, "sources": [{"source": "mine_2026", "locator": "p. 12"}]}
    body = {"changes": {identity: change}, "sources": [source]}
    query = client.post("/api/v1/check", json=body).json()["query"]
    text = client.get(f"/inputs/{identity}?{query}").text
    for part in ("An institute", "A count", "p. 12", 'href="https://example.org/count"', "Graded “reported”"):
        assert part in text
    assert ("you do not say when you read it" in text) == said
    listed = client.get(f"/inputs-changed?{query}").text
    assert 'href="https://example.org/count"' in listed
    assert "mine_2026, p. 12" in listed
    assert ("not said when it was read" in listed) == said


def test_an_own_source_without_an_address_is_listed_too(client):
    source = {key: part for key, part in OWN.items() if key != "address"}
    query = client.post("/api/v1/check", json={"sources": [source]}).json()["query"]
    for page in (f"/inputs?{query}", f"/inputs-changed?{query}"):
        assert "<cite>A count</cite>, 2026-03 (unclassed; not said when it was read)" in client.get(page).text


def test_a_link_may_cite_a_source_without_a_place_in_it(client):
    identity = "missile_defence.sensor.sees_probability"
    cited = json.dumps([{"source": "mine_2026"}])
    query = urlencode({f"c.{identity}": 0.5, f"q.{identity}": cited, "sources": json.dumps([OWN])})
    for page in ("/inputs", "/inputs-changed", f"/inputs/{identity}", "/brief", "/claims", "/compare"):
        assert client.get(f"{page}?{query}").status_code == 200
    assert "source: mine_2026)" in client.get(f"/inputs-changed?{query}").text


def test_a_change_without_a_reason_is_marked_where_it_is_listed(client):
    text = client.get("/inputs-changed?c.missile_defence.sensor.sees_probability=0.5").text
    assert "no reason given" in text


@pytest.fixture(scope="module")
def opened(dataset):
    """What stands of each quantity when it is opened, as the server writes it."""
    state = State()
    scenario = load_scenario(None, dataset)
    in_force = {name: resolve(scenario, name) for name in scenario.assumption_sets}
    return {
        identity: fragment("input.html", {"row": row_of(scenario, state, in_force, identity)}).body.decode()
        for identity in dataset.quantities
    }


def test_an_opened_quantity_is_what_the_server_sends(client, opened):
    assert client.get(f"/inputs/{INTERCEPTORS}").text == opened[INTERCEPTORS]
    assert client.get("/inputs/no.such.quantity").status_code == 404


def three_of(typed):
    """Low, central and high as the form sends them: three equal numbers are one value."""
    low, central, high = map(float, typed)
    return low if low == central == high else {"low": low, "central": central, "high": high}


def test_every_form_holds_the_value_in_force(opened, dataset):
    """What Set would send unedited is the value that counts, whatever its family."""
    for quantity in dataset.quantities.values():
        row = opened[quantity.id]
        raw = json.loads(unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", row, flags=re.DOTALL)[1]))
        if re.search(r'<option value="three" selected>', row):
            raw = three_of(re.findall(r'<input name="(?:low|central|high)"[^>]*value="([^"]+)"', row))
        elif re.search(r'<option value="dated" selected>', row):
            typed = re.findall(r'<input data-of="[^>]*value="([^"]+)"', row)
            lines = [typed[place : place + 4] for place in range(0, len(typed), 4)]
            rule = re.search(r'<option value="(linear|step)" selected>', row)[1]
            raw = {"dated": {year: three_of(three) for year, *three in lines}, "rule": rule}
        assert read_value(raw, quantity.unit, document_of(None, "test"), ()) == quantity.basis.distribution


def test_every_address_of_a_source_is_a_link_that_shows_itself(opened, dataset):
    links = re.findall(r'<a rel="noreferrer noopener" href="(http[^"]+)">([^<]+)</a>', "".join(opened.values()))
    assert links and all(target == words for target, words in links)
    cited = {r.source for q in dataset.quantities.values() for r in q.basis.sources}
    records = [dataset.sources[name] for name in cited]
    addresses = {record.original.address for record in records} | {r.read_as.address for r in records if r.read_as}
    addresses -= {None}
    assert addresses <= {target.replace("&amp;", "&") for target, _ in links}


def test_a_long_list_of_inputs_stays_light(client, dataset):
    """A line for each quantity, and nothing of what it rests on until it is opened."""
    text = client.get("/inputs").text
    assert len(text) < 600 * len(dataset.quantities)
    assert "Rationale" not in text


def test_a_hostile_rationale_stays_text(client):
    text = client.get(f"/inputs?{query_of(CHANGES)}").text
    text += client.get(f"/inputs/missile_defence.s500.usable_share?{query_of(CHANGES)}").text
    assert "<script>alert" not in text and "<img" not in text
    identity = "missile_defence.s500.usable_share"
    assert embedded(text)["changes"][identity]["rationale"] == HOSTILE


class Inline(HTMLParser):
    """Gathers what the content security policy forbids."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        is_code = tag == "script" and "src" not in given and given.get("type") != "application/json"
        if tag == "style" or is_code or any(name == "style" or name.startswith("on") for name in given):
            self.found.append((tag, attrs))


def test_pages_carry_no_inline_script_or_style(client):
    for path in ("/inputs", f"/inputs/{INTERCEPTORS}", "/models/nuclear", "/why/outcome/arrivals", "/why/claim/A07"):
        page = Inline()
        page.feed(client.get(f"{path}?{query_of(CHANGES)}").text)
        assert page.found == [], path


def test_the_state_on_the_page_is_one_that_the_check_accepts(client):
    query = query_of(CHANGES, set="strong_capital_defence", structure="explicit_decoys", futures=500)
    state = embedded(client.get(f"/inputs?{query}").text)
    answer = client.post("/api/v1/check", json=state)
    assert answer.status_code == 200
    assert changes_of(answer.json()["query"]) == CHANGES


def test_a_value_that_is_refused_is_named_in_the_one_error_shape(client):
    change = {"value": {"low": 2, "central": 1, "high": 3}}
    answer = client.post("/api/v1/check", json={"changes": {INTERCEPTORS: change}})
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert set(error) == {"status", "message", "problems", "more"}
    assert any(INTERCEPTORS in problem["path"] for problem in error["problems"])
    assert client.get(f"/inputs?{query_of({INTERCEPTORS: (-1, 'no')})}").status_code == 422


def test_a_workbook_gives_back_the_changes_that_it_was_written_with(client):
    view = {"set": "few_interceptors", "structure": "explicit_decoys", "force": "france", "seed": "7"}
    answer = client.get(f"/api/v1/ledger?{query_of(CHANGES, **view)}")
    assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
    back = client.put("/api/v1/ledger", params=view, content=answer.content, headers=XLSX)
    assert back.status_code == 200, back.text
    assert back.json()["left_out"] == []
    assert changes_of(back.json()["query"]) == CHANGES
    assert view.items() <= dict(parse_qsl(back.json()["query"])).items()


def test_what_a_link_cannot_hold_of_a_workbook_is_named(client):
    book = load_workbook(io.BytesIO(client.get("/api/v1/ledger").content))
    sheet = book["Quantities"]
    heads = {cell.value: cell.column for cell in next(row for row in sheet.iter_rows() if row[0].value == "id")}
    row = next(row for row in sheet.iter_rows() if row[0].value == "nuclear.france.missile_reliability")[0].row
    sheet.cell(row, heads["your rationale"]).value = "a count"
    sheet.cell(row, heads["your method"]).value = "counted"
    out = io.BytesIO()
    book.save(out)
    answer = client.put("/api/v1/ledger", content=out.getvalue(), headers=XLSX)
    assert answer.status_code == 200, answer.text
    assert answer.json()["left_out"] == ["nuclear.france.missile_reliability: method"]


@pytest.mark.parametrize("structure", STRUCTURES)
def test_why_names_the_equation_and_every_input_of_the_structure(client, structure):
    for name, outcome in OUTCOMES.items():
        text = client.get(f"/why/outcome/{name}?structure={structure}").text
        assert "<html" not in text
        page = outcome.page.removeprefix("models/").removesuffix(".md")
        assert f'href="/models/{page}?' in text
        linked = set(re.findall(r'href="/inputs\?[^"#]*#([^"]+)"', text))
        assert linked == set(inputs_of(name, structure) or option_quantities(load_dataset().policies))


def test_why_links_the_laws_that_the_meaning_names_to_where_they_stand(client):
    text = client.get("/why/outcome/erosion_same_forces").text
    targets = re.findall(r'href="/models/laws\?[^"#]*#(law-\d+)"', text)
    assert targets == ["law-17", "law-18"]
    laws = client.get("/models/laws").text
    assert all(f'id="{target}"' in laws for target in targets)


def test_why_shows_the_changed_value_of_an_input(client):
    text = client.get(f"/why/outcome/arrivals?{query_of({INTERCEPTORS: (61, HOSTILE)})}").text
    row = next(row for row in text.split("<tr>") if f"#{INTERCEPTORS}" in row)
    assert "<td>61 " in row and "<script>" not in text


def test_why_of_a_claim_says_who_made_it_and_what_it_leaves_out(client):
    for claim in load_claims():
        text = unescape(client.get(f"/why/claim/{claim.id}").text)
        assert all(words in text for words in (claim.statement, claim.asserted_by, claim.origin.place, *claim.limits))
        assert all((reading.why or reading.proposition.threshold.rationale) in text for reading in claim.readings)


@pytest.mark.parametrize(
    "path",
    ["/why/outcome/peace", "/why/claim/A99", "/models/none", "/models/..%2F..%2FREADME", "/models/..%2fpyproject.toml",
     "/models/nuclear.md", "/models/%2e%2e", "/models/laws%00"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_model_pages_lead_to_one_another_and_keep_the_state(client):
    led_to = set()
    for name in PAGES:
        text = client.get(f"/models/{name}?set=strong_capital_defence").text
        article = text[text.index("<article") : text.index("</article>")]
        assert "<h1>" in article
        assert "set=strong_capital_defence" in text[: text.index("<article")]
        for target in re.findall(r'href="([^"]+)"', article):
            assert target.startswith(("http://", "https://", "#", "/models/"))
            if target.startswith("/models/"):
                assert "set=strong_capital_defence" in target
                led_to.add(unescape(target).partition("#")[0])
    assert all(client.get(target).status_code == 200 for target in led_to)


def test_a_value_begins_with_the_reading_looked_at_where_they_differ_and_with_all_where_they_agree(client):
    """So that no disagreement is taken away unasked: the choice of all says that it would, a change that it did."""
    view = {"set": "few_interceptors", "futures": 20}
    gone = "their disagreement on this input is gone"
    disputed, agreed = (client.get(f"/inputs/{one}", params=view).text for one in (SEES, STOCK))
    assert '<option value="few_interceptors" selected>' in disputed and gone in disputed
    assert "selected>few interceptors alone" not in agreed and gone not in agreed
    everywhere = client.get("/inputs-changed", params={**view, f"c.{SEES}": 0.5, f"c.{STOCK}": 300}).text
    assert everywhere.count(gone) == 1
    alone = {**view, f"c.{SEES}": 0.5, f"s.{SEES}": "few_interceptors"}
    assert gone not in client.get("/inputs-changed", params=alone).text


def test_a_source_without_a_place_in_it_is_said_to_leave_the_value_judged(client):
    cited = {f"c.{STOCK}": 300, f"q.{STOCK}": '[{"source": "frs_2020_tertrais_handbook"}]', "futures": 20}
    told = client.get(f"/inputs/{STOCK}", params=cited).text
    assert "Graded “judged”: a source is named, the page or section in it is not" in told
