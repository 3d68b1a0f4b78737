"""What visitors report about a place."""

from common.moderation.reporting.reports import ReportForm
from common.moderation.states import URGENT
from places.models import PlaceReport


class PlaceReportForm(ReportForm):
    """Something about a place is not right."""

    def reports(self):
        return self.entry.reports.all()

    def make(self, answers) -> PlaceReport:
        return PlaceReport.objects.create(place=self.entry, **answers)


class UnsafePlaceForm(PlaceReportForm):
    """It is unsafe at a place, or what its page says is not appropriate."""

    reasons = URGENT
