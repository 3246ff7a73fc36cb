"""A room is entered by its public modules only; where `services` is a folder, by what its `__init__` offers."""

from collections.abc import Iterable

import grimp

from tests.guards.source import LIBRARIES, none

PUBLIC = {"selectors", "services", "portable", "rules", "figures", "states", "permissions", "phrases"}
ALSO_PUBLIC = {("audit", "rows")}


def side_doors(imports: Iterable[tuple[str, str]]) -> list[str]:
    """Return a line for each (importer, imported) that enters another room elsewhere than by a public module."""
    found = []
    for importer, imported in imports:
        room, *inside = importer.split(".")[1:] or [""]
        other, *entered = imported.split(".")[1:] or [""]
        if other in {room, "", *LIBRARIES} or "tests" in inside or not inside:
            continue
        door = entered[0] if entered else ""
        is_open = door in PUBLIC or (other, door) in ALSO_PUBLIC
        if not is_open or (door == "services" and len(entered) > 1):
            found.append(
                f"{importer} imports {imported}: ask its selectors or services, or leave a door "
                "(for a type alone: import it under `if TYPE_CHECKING:`)"
            )
    return found


def test_rooms_are_entered_by_their_public_modules() -> None:
    graph = grimp.build_graph("chibo", cache_dir=None, exclude_type_checking_imports=True)
    imports = [
        (importer, imported)
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
    ]
    none(side_doors(imports))


def test_the_guard_sees_a_side_door() -> None:
    good = [
        ("chibo.members.services", "chibo.organisations.selectors"),
        ("chibo.members.services", "chibo.members.models"),
        ("chibo.members.services", "chibo.organisations.selectors.tree"),
        ("chibo.members.models", "chibo.audit.rows"),
        ("chibo.members.forms", "chibo.ui.forms"),
        ("chibo.members.tests.factories", "chibo.organisations.models"),
        ("chibo.cli", "chibo.web.server"),
        ("chibo.cli", "chibo"),
    ]
    bad = [
        ("chibo.members.services", "chibo.organisations.models"),
        ("chibo.tasks.services", "chibo.members.services.entry"),
    ]
    assert len(side_doors([*good, *bad])) == len(bad)
