"""The entrance: each role finds its own desk there."""

from django.http import HttpRequest, HttpResponse

from chibo.access import Role
from chibo.desk.views import cell, member, superior
from chibo.kernel import clock
from chibo.organisations import selectors as organisations
from chibo.ui.guard import signed_in
from chibo.ui.here import mandate_here
from chibo.ui.pages import page

LEADERS = frozenset({Role.SECRETARY, Role.DEPUTY, Role.CELL_COMMITTEE})


@signed_in("Everybody's own desk; each part of it asks for its own permission.")
def desk(request: HttpRequest) -> HttpResponse:
    mandate = mandate_here(request)
    if mandate is None or mandate.unit_id is None:
        return page(request, "desk/apart.html", {"is_operator": mandate is not None})
    unit = organisations.unit(mandate.unit_id)
    if mandate.role is Role.MEMBER:
        return member.desk(request, unit)
    if mandate.role in LEADERS and organisations.is_cell(unit, clock.today()):
        return cell.desk(request, unit)
    return superior.desk(request, unit)
