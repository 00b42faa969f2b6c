"""What must not be shown without leave: personal data in texts."""

from analysis.privacy.detector import PersonalPiece, compact, personal_pieces
from analysis.privacy.folding import folded
from analysis.privacy.open_texts import names_and_addresses

__all__ = ["PersonalPiece", "compact", "folded", "names_and_addresses", "personal_pieces"]
