"""The product's addresses, and beside them those of the other ways."""

import os

from django.urls import path
from django.views.static import serve

from benchmarks import rivals
from ontmoeten.urls import handler400, handler403, handler404, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "urlpatterns"]

urlpatterns = [
    path("bench/drf/", rivals.InBox.as_view()),
    path("bench/grid/<int:z>/<int:x>/<int:y>.json", rivals.grid),
    path("bench/mvt/<int:z>/<int:x>/<int:y>.pbf", rivals.vector_tile),
    path("bench/list/", rivals.list_with_markercluster),
    path(
        "bench/files/<path:path>",
        serve,
        {"document_root": os.environ.get("BENCH_FILES", "")},
    ),
    *urlpatterns,
]
