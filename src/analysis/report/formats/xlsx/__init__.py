"""Every table of the report as a native workbook."""
