"""Every chart of the report as a picture, with its numbers: for the analyst's slides."""
