"""The exception tree: its root, its exit codes, and its drawing."""

import inspect
import re

import pytest

from detente.graph import errors
from detente.graph.errors import DetenteError

CLASSES = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, DetenteError)]
CODES = {
    "DetenteError": 1, "UsageError": 2, "InputRejected": 3, "RowRejected": 3, "StoreUnavailable": 4,
    "StoreRefused": 4, "PartialLoad": 5, "EndMissing": 5, "OutcomeUnknown": 5, "StatementRejected": 1,
}  # fmt: skip


def test_each_error_has_its_exit_code():
    assert {c.__name__: c("what happened").exit_code for c in CLASSES} == CODES


def test_the_docstring_draws_the_tree():
    drawn = {name: int(code) for name, code in re.findall(r"(\w+) +(\d)  ", errors.__doc__)}
    assert drawn == CODES


@pytest.mark.parametrize("kind", CLASSES)
def test_the_message_is_what_a_person_reads(kind):
    assert str(kind("what, where, why")) == kind("what, where, why").message == "what, where, why"


def test_an_exit_code_may_be_told():
    assert DetenteError("stopped", 130).exit_code == 130
