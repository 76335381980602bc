"""How each kind's key is proven again, from the editions alone; nothing here generates."""
