"""Says at the start what would otherwise break in the middle."""

from django.contrib.gis.gdal import gdal_version
from django.core.checks import Error, Tags, Warning, register
from django.db import connection

OLDEST_SAFE_GDAL = (3, 9)  # before it, GDAL cannot be kept from files and network


@register(Tags.compatibility)
def gdal_is_new_enough(**kwargs):
    found = tuple(int(part) for part in gdal_version().decode().split(".")[:2])
    if found >= OLDEST_SAFE_GDAL:
        return []
    return [
        Warning(
            f"GDAL is {'.'.join(map(str, found))}, older than 3.9.",
            hint="Install pyogrio from its wheel (`make setup` does).",
            id="ontmoeten.W001",
        )
    ]


@register(Tags.database)
def spatialite_loads(databases=None, **kwargs):
    if not databases or connection.vendor != "sqlite":
        return []
    try:
        connection.ensure_connection()
    except Exception as error:
        return [
            Error(
                f"SpatiaLite does not load: {error}",
                hint="apt-get install libsqlite3-mod-spatialite; or another Python.",
                id="ontmoeten.E001",
            )
        ]
    return []
