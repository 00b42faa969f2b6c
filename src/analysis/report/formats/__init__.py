"""What a report is written as: each format is a folder with one renderer, found by lying here."""
