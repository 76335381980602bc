"""What is found out about a text in a process of its own: alignment, words, links. Its memory is gone when it is done.

``python -m tui_learn.analysis`` reads one request as a line of JSON, tells how far it is in lines of JSON, keeps what
it has found in the cache, and ends. It ends by itself when whoever started it closes its standard input, or is gone.
"""
