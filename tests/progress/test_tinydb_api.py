"""The journal is a TinyDB: whatever is called, stock TinyDB gives the same, and so does the journal opened again."""

from __future__ import annotations

import copy
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tinydb import Query, TinyDB, operations, where
from tinydb.queries import QueryInstance
from tinydb.storages import Storage
from tinydb.table import Document, Table

from tui_learn.progress.journal import JournalDB, JournalStorage

TABLES = ("_default", "words", "ø/1")
FIELDS = ("n", "s", "l", "d")


class JSONMemory(Storage):
    """Stock TinyDB's ``JSONStorage`` with a string for a file."""

    def __init__(self) -> None:
        self.text = ""

    def read(self) -> dict[str, dict[str, Any]] | None:
        return json.loads(self.text) if self.text else None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        self.text = json.dumps(data)


# --- what is put in

numbers = st.integers(-3, 3) | st.sampled_from([0.5, 2.0**60, -0.0])
texts = st.sampled_from(["", "a", "aa", "b", "ø\n", "\u2028", "日本", "\x00", '"', "\ud800"])
scalars = numbers | texts | st.booleans() | st.none()
lists = st.lists(numbers | texts, max_size=3) | st.lists(st.fixed_dictionaries({"n": numbers}), max_size=2)
inner = st.dictionaries(st.sampled_from(["n", "s"]), scalars, max_size=2)
documents = st.fixed_dictionaries({}, optional={"n": numbers, "s": texts, "l": lists, "d": inner | scalars})
doc_ids = st.integers(1, 9) | st.sampled_from([40, 10**15])
with_ids = st.builds(Document, documents, doc_ids)
several = st.lists(documents | with_ids, max_size=4)
asked_ids = st.lists(doc_ids, max_size=4)

# --- every operator of queries: rows of a name, the values it takes, and what makes the query

leaves: list[tuple[str, st.SearchStrategy[Any], Callable[[Query, Any], QueryInstance]]] = [
    ("==", scalars | lists | inner, lambda field, value: field == value),
    ("!=", scalars | lists | inner, lambda field, value: field != value),
    ("<", numbers | texts, lambda field, value: field < value),
    ("<=", numbers | texts, lambda field, value: field <= value),
    (">", numbers | texts, lambda field, value: field > value),
    (">=", numbers | texts, lambda field, value: field >= value),
    ("exists", st.none(), lambda field, _value: field.exists()),
    ("matches", st.sampled_from(["a", "A+$", "."]), lambda field, value: field.matches(value, re.IGNORECASE)),
    ("search", st.sampled_from(["a$", "本", "B"]), lambda field, value: field.search(value, re.IGNORECASE)),
    ("test", st.sampled_from([str, int]), lambda field, value: field.test(cast(Any, _is), value)),
    ("any of", st.lists(numbers, max_size=2), lambda field, value: field.any(value)),
    ("any that", numbers, lambda field, value: field.any(where("n") == value)),
    ("all of", st.lists(numbers, max_size=2), lambda field, value: field.all(value)),
    ("all that", numbers, lambda field, value: field.all(where("n") >= value)),
    ("one of", st.lists(scalars, max_size=3), lambda field, value: field.one_of(value)),
    ("map", texts, lambda field, value: field.map(str) == value),
    ("in a field", scalars, lambda field, value: field.n == value),
    ("fragment in", inner, lambda field, value: field.map(_as_mapping).fragment(value)),
    ("fragment", inner, lambda _field, value: Query().fragment(value)),
    ("noop", st.none(), lambda _field, _value: Query().noop()),
]


def _is(value: Any, kind: type) -> bool:
    return isinstance(value, kind)


def _as_mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


@st.composite
def leaf_queries(draw: st.DrawFn) -> QueryInstance:
    _name, values, made = draw(st.sampled_from(leaves))
    found: QueryInstance = made(where(draw(st.sampled_from(FIELDS))), draw(values))
    return found


queries = st.recursive(
    leaf_queries(),
    lambda below: st.one_of(
        st.builds(lambda a, b: a & b, below, below),
        st.builds(lambda a, b: a | b, below, below),
        st.builds(lambda a: ~a, below),
    ),
    max_leaves=4,
)
changes = (
    st.builds(operations.delete, st.sampled_from(FIELDS))
    | st.builds(operations.add, st.sampled_from(FIELDS), numbers | texts)
    | st.builds(operations.subtract, st.sampled_from(FIELDS), numbers)
    | st.builds(operations.set, st.sampled_from(FIELDS), scalars | lists)
    | st.builds(operations.increment, st.sampled_from(FIELDS))
    | st.builds(operations.decrement, st.sampled_from(FIELDS))
    | documents
)
which = st.one_of(st.fixed_dictionaries({"cond": queries}), st.fixed_dictionaries({"doc_ids": asked_ids}), st.just({}))


def outcome(call: Callable[[], Any]) -> Any:
    """What a call gives, documents with their numbers, or the name of what it raises."""
    try:
        return plain(call())
    except Exception as error:  # noqa: BLE001 (whatever stock TinyDB raises is to be raised)
        return type(error).__name__


def plain(value: Any) -> Any:
    """Something to compare and to print."""
    if isinstance(value, Document):
        return value.doc_id, repr(dict(value))
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value


def contents(db: TinyDB) -> dict[str, Any]:
    """Everything in a database, in its order. Of calls that change nothing no table is made, unlike in stock TinyDB."""
    return {name: plain(db.table(name).all()) for name in sorted(db.tables()) if len(db.table(name))}


class Both(RuleBasedStateMachine):
    """The same calls on stock TinyDB and on the journal."""

    @initialize()
    def begin(self) -> None:
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name) / "progress"
        self.stock: TinyDB = TinyDB(storage=JSONMemory)
        self.journal: TinyDB = JournalDB(self.folder, max_segment=2000)

    def teardown(self) -> None:
        if hasattr(self, "temporary"):
            self.journal.close()
            self.temporary.cleanup()

    def same(self, name: str, call: Callable[[Table], Any]) -> None:
        """A call on a table gives the same in both."""
        given = outcome(lambda: call(self.stock.table(name)))
        assert outcome(lambda: call(self.journal.table(name))) == given

    def on_default(self, call: Callable[[Any], Any]) -> None:
        """A call on the database itself, which gives it to the default table."""
        assert outcome(lambda: call(self.journal)) == outcome(lambda: call(self.stock))

    @rule(name=st.sampled_from(TABLES), document=documents | with_ids | st.sampled_from([[1], "x", {"x"}]))
    def insert(self, name: str, document: Any) -> None:
        self.same(name, lambda table: table.insert(copy.deepcopy(document)))

    @rule(name=st.sampled_from(TABLES), found=several)
    def insert_multiple(self, name: str, found: list[Any]) -> None:
        self.same(name, lambda table: table.insert_multiple(copy.deepcopy(found)))

    @rule(name=st.sampled_from(TABLES), found=several)
    def insert_multiple_of_which_one_cannot_be(self, name: str, found: list[Any]) -> None:
        self.same(name, lambda table: table.insert_multiple([*copy.deepcopy(found), cast(Any, [1])]))
        self.same(name, lambda table: table.insert({"n": {1, 2}}))

    @rule(name=st.sampled_from(TABLES), change=changes, chosen=which)
    def update(self, name: str, change: Any, chosen: dict[str, Any]) -> None:
        self.same(name, lambda table: table.update(copy.deepcopy(change), **chosen))

    @rule(name=st.sampled_from(TABLES), pairs=st.lists(st.tuples(changes, queries), max_size=3))
    def update_multiple(self, name: str, pairs: list[tuple[Any, QueryInstance]]) -> None:
        self.same(name, lambda table: table.update_multiple(pairs))

    @rule(name=st.sampled_from(TABLES), document=documents | with_ids, query=queries | st.none())
    def upsert(self, name: str, document: Any, query: QueryInstance | None) -> None:
        self.same(name, lambda table: table.upsert(copy.deepcopy(document), query))

    @rule(name=st.sampled_from(TABLES), chosen=which)
    def remove(self, name: str, chosen: dict[str, Any]) -> None:
        self.same(name, lambda table: table.remove(**chosen))

    @rule(name=st.sampled_from(TABLES))
    def truncate(self, name: str) -> None:
        self.same(name, lambda table: table.truncate())

    @rule(name=st.sampled_from(TABLES))
    def drop_table(self, name: str) -> None:
        self.on_default(lambda db: db.drop_table(name))

    @rule()
    def drop_tables(self) -> None:
        self.on_default(lambda db: db.drop_tables())

    @rule(name=st.sampled_from(TABLES), query=queries, number=doc_ids, asked=asked_ids)
    def ask(self, name: str, query: QueryInstance, number: int, asked: list[int]) -> None:
        calls: list[Callable[[Table], Any]] = [
            lambda table: table.search(query),
            lambda table: table.search(query),  # from its memory of queries
            lambda table: table.count(query),
            lambda table: table.get(query),
            lambda table: table.contains(query),
            lambda table: table.get(doc_id=number),
            lambda table: table.contains(doc_id=number),
            lambda table: table.get(doc_ids=asked),
            lambda table: table.get(),
            lambda table: table.contains(),
            lambda table: table.clear_cache(),
            lambda table: [len(table), table.name, table.all(), list(table)],
        ]
        for call in calls:
            self.same(name, call)

    @rule(document=documents, query=queries)
    def use_the_default_table(self, document: dict[str, Any], query: QueryInstance) -> None:
        calls: list[Callable[[Any], Any]] = [
            lambda db: db.insert(copy.deepcopy(document)),
            lambda db: db.search(query),
            lambda db: [len(db), list(db), db.all(), db.name],
        ]
        for call in calls:
            self.on_default(call)

    @precondition(lambda self: self.stock.tables())
    @rule()
    def open_again(self) -> None:
        """Closed and opened, and while it is open, opened by another: the same documents in the same order."""
        with JournalDB(self.folder) as other:
            assert contents(other) == contents(self.stock)
        self.journal.close()
        text = self.stock.storage.text  # type: ignore[attr-defined]
        self.stock, self.journal = TinyDB(storage=JSONMemory), JournalDB(self.folder, max_segment=2000)
        self.stock.storage.text = text  # type: ignore[attr-defined]

    @invariant()
    def the_same_documents(self) -> None:
        if hasattr(self, "temporary"):
            assert contents(self.journal) == contents(self.stock)


Both.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestBoth = Both.TestCase


def folder_of(journal: JournalDB) -> Path:
    storage = journal.storage
    assert isinstance(storage, JournalStorage)
    return storage.folder


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[JournalDB]:
    with JournalDB(tmp_path / "progress") as db:
        yield db


def test_tables_come_and_go(journal: JournalDB) -> None:
    assert journal.tables() == set()
    journal.table("empty", persist_empty=True)
    journal.table("none")
    journal.table("some").insert({"n": 1})
    assert journal.table("some") is journal.table("some")
    assert journal.tables() == {"empty", "some"}
    with JournalDB(folder_of(journal)) as again:
        assert again.tables() == {"empty", "some"}
    journal.drop_table("some")
    assert journal.tables() == {"empty"}
    journal.drop_tables()
    assert journal.tables() == set()
    with JournalDB(folder_of(journal)) as again:
        assert again.tables() == set()


def test_it_says_what_it_is(journal: JournalDB) -> None:
    journal.insert({"n": 1})
    assert repr(journal).startswith("<JournalDB tables=['_default'], tables_count=1, default_table_documents_count=1")
    assert "name='_default', total=1" in repr(journal.table("_default"))


def test_its_query_cache_is_bounded_and_forgotten_when_anything_changes(journal: JournalDB) -> None:
    table = journal.table("words", cache_size=1)
    table.insert({"n": 1})
    assert [table.count(where("n") == 1), table.count(where("n") == 2)] == [1, 0]
    assert len(table._query_cache) == 1
    with JournalDB(folder_of(journal)) as other:
        other.table("words").insert({"n": 2})
        assert [table.count(where("n") == 1), table.count(where("n") == 2)] == [1, 1]


def test_what_is_read_after_writing_is_what_is_read_after_opening(journal: JournalDB) -> None:
    journal.insert({"tuple": (1, 2), "keys": {1: "one"}, "float": 2.0**60, "surrogate": "\ud800"})
    with JournalDB(folder_of(journal)) as again:
        assert plain(journal.all()) == plain(again.all())


def test_what_a_caller_does_to_a_document_later_is_not_stored(journal: JournalDB) -> None:
    document: dict[str, Any] = {"list": [1]}
    journal.insert(document)
    document["list"].append(2)
    assert journal.all() == [{"list": [1]}]


def test_what_cannot_be_stored_changes_nothing(journal: JournalDB) -> None:
    journal.insert({"n": 1})
    for document in ({"n": {1, 2}}, {"n": object()}):
        with pytest.raises(TypeError):
            journal.insert(document)
        with pytest.raises(TypeError):
            journal.update(document)
    assert journal.all() == [{"n": 1}]
    journal.insert({"n": 2})
    with JournalDB(folder_of(journal)) as again:
        assert again.all() == [{"n": 1}, {"n": 2}]


def test_a_table_of_events_is_only_added_to(journal: JournalDB) -> None:
    table = journal.table("reviews")
    first, second = table.insert_multiple([{"n": 1}, {"n": 2}])
    calls: list[Callable[[], Any]] = [
        lambda: table.update({"n": 3}),
        lambda: table.remove(doc_ids=[first]),
        table.truncate,
        lambda: table.upsert(Document({"n": 3}, first)),
        lambda: journal.drop_table("reviews"),
        journal.drop_tables,
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
    assert [document["n"] for document in table.all()] == [1, 2]
    assert [document.doc_id for document in table.search(where("n") >= 1)] == [first, second]
    found = table.get(doc_id=second)
    assert isinstance(found, Document)
    assert (found["n"], found.doc_id) == (2, second)
    assert table.get(doc_id=second + 1) is None
    assert len(table) == 2
    with JournalDB(folder_of(journal)) as again:
        assert again.table("reviews").all() == table.all()
