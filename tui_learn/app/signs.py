"""Signs and colours of verdicts: never one without the other."""

SIGNS = {"right": "✓", "almost": "≈", "wrong": "✗"}
COLOURS = {"right": "$success", "almost": "$warning", "wrong": "$error"}
