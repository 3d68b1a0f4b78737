"""The staff's pages of areas and their figures."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from common.history.admin import WithHistory
from common.history.forms import Careful, VersionedForm
from common.web.list_export import ExportsList
from places.map.widgets import CSS, MODULE, WIDGETS, AsksOutside, boundary_map
from places.models import District, Figure, Municipality, Neighbourhood


class AreaForm(AsksOutside, VersionedForm):
    """An area, whose centre may lie outside the municipality when that is meant."""


class AreaAdmin(ExportsList, Careful, WithHistory):
    form = AreaForm
    export_shape = "boundary"
    formfield_overrides = WIDGETS
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    readonly_fields = ["shape"]
    exclude = ["boundary"]

    class Media:
        css = {"all": CSS}
        js = [MODULE]

    @admin.display(description=_("boundary"))
    def shape(self, area):
        return boundary_map(area)

    def narrowed(self, request, areas):
        one = request.resolver_match and "object_id" in request.resolver_match.kwargs
        return areas if one else areas.defer("boundary")


@admin.register(Neighbourhood)
class NeighbourhoodAdmin(AreaAdmin):
    list_display = ["name", "code", "district"]
    list_filter = ["district"]
    list_select_related = ["district"]


admin.site.register([District, Municipality], AreaAdmin)


@admin.register(Figure)
class FigureAdmin(ExportsList, Careful, WithHistory):
    list_display = ["code", "name", "year", "value", "source"]
    list_filter = ["name", "year"]
    search_fields = ["code", "source"]

    def narrowed(self, request, figures):
        may_see = request.user.has_perm("places.see_loneliness")
        return figures if may_see else figures.exclude(name__in=Figure.DELICATE)
