"""What the description of the API says of parameters is what the server does with them."""

import pytest

from detente.app.serve.answers import CYPHER, DOORS
from detente.app.serve.asked import Parameter, read_parameters
from detente.app.serve.wording import check_reading
from detente.graph.errors import UsageError

STATE = Parameter("state", "word", "A state.")


def test_a_word_is_not_empty_and_is_described_so():
    assert STATE.described()["schema"] == {"type": "string", "minLength": 1}
    assert read_parameters((STATE,), "state=TUR") == {"state": "TUR"}
    assert read_parameters((STATE,), "") == {}
    with pytest.raises(UsageError, match="state is empty"):
        read_parameters((STATE,), "state=")


def test_states_and_statements_are_words():
    kinds = {p.name: p.kind for door in (*DOORS, CYPHER) for p in door.parameters}
    assert {kinds[name] for name in ("a", "b", "state", "q")} == {"word"}


@pytest.mark.parametrize("told", ["' a\\'", '" a\\"', "` a", "/* a"])
def test_what_is_opened_and_not_closed_is_refused(told):
    with pytest.raises(UsageError, match="does not close it") as refused:
        check_reading("MATCH (n) RETURN n " + told + " b" * 3000)
    assert len(str(refused.value)) < 120
