"""What the brief says of the readings before it uses their names."""

from deterrence.brief.mind import _named as named


def test_a_reading_is_named_as_in_the_figures_and_its_title_repeats_nothing():
    assert named("Reference", "Reference") == "“Reference”"
    assert named("Few interceptors", "Few interceptors (argued from A)") == "“Few interceptors” (argued from A)"
    said = "“Unproven defence”, a defence unproven (argued from tests)"
    assert named("Unproven defence", "A defence unproven (argued from tests)") == said
