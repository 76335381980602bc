"""Out to other tools: an alignment as ladder, JSON, TSV, TMX or a page of HTML. Never Textual, never Rich."""
