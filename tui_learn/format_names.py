"""The names of the formats ``tui-learn align`` writes, for the parser; ``exchange`` knows how each is made."""

ALIGN_FORMATS = ("ladder", "json", "tsv", "tmx", "html", "pharaoh")
