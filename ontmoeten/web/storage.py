from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Static files with their hash in the name, ES modules' imports included."""

    support_js_module_import_aggregation = True
