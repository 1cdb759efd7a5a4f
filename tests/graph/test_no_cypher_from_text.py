"""No statement is put together from text: the tree of the whole package is walked for it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("graph", "atlas", "loaders", "queries", "analysis", "views", "app")
ASSEMBLERS = {"format", "format_map", "join", "replace", "substitute", "safe_substitute"}
CALLS = {"read", "write", "write_many", "run", "execute_query"}
# Their names come from the declarations only; test_schema.py holds them to that.
CLOSED = (ROOT / "graph" / "schema.py", ROOT / "graph" / "paging.py")


def is_text(node):
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return isinstance(node, ast.BinOp) and (is_text(node.left) or is_text(node.right))


def is_assembled(node, names):
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return is_text(node) or is_assembled(node.left, names) or is_assembled(node.right, names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASSEMBLERS:
        return True
    if isinstance(node, ast.Tuple | ast.List):
        return any(is_assembled(element, names) for element in node.elts)
    return isinstance(node, ast.Name) and node.id in names


def assembled_statements(source):
    """Yield the lines on which a query argument is assembled from text."""
    tree = ast.parse(source)
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and is_assembled(node.value, ()):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        # A file's write takes one argument, a store's two.
        if node.func.attr not in CALLS or (node.func.attr == "write" and len(node.args) < 2):
            continue
        if is_assembled(node.args[0], names):
            yield node.lineno


@pytest.mark.parametrize(
    "source",
    [
        "store.read(f'MATCH (n:{label}) RETURN n')",
        "store.read('MATCH (n:' + label + ') RETURN n')",
        "store.read('MATCH (n:%s) RETURN n' % label)",
        "store.read('MATCH (n:{}) RETURN n'.format(label))",
        "store.read('\\n'.join(lines))",
        "tx.run(f'MATCH (n) WHERE n.x = {value} RETURN n', {})",
        "driver.execute_query(a + ' RETURN n')",
        "store.write(f'UNWIND $rows AS row MERGE (n:{x})', rows)",
        "store.write_many([(f'UNWIND $rows AS row MERGE (n:{x})', rows)])",
        "q = f'MATCH (n:{x}) RETURN n'\nstore.read(q)",
    ],
)
def test_the_walk_finds_what_it_looks_for(source):
    assert list(assembled_statements(source))


@pytest.mark.parametrize(
    "source",
    [
        "store.read('MATCH (n) RETURN n')",
        "store.read(QUERY, x=1)",
        "file.write(f'{x}')",
        "file.read(size + 1)",
        "store.write(merge_node('Country'), rows)",
        "subprocess.run([java, heap])",
    ],
)
def test_the_walk_leaves_the_rest_alone(source):
    assert not list(assembled_statements(source))


def test_no_query_argument_is_assembled_from_text():
    found = []
    for path in sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py")):
        if path not in CLOSED:
            found += [
                f"{path.relative_to(ROOT)}:{line}" for line in assembled_statements(path.read_text("utf-8"))
            ]
    assert found == []
