"""Ten example entries from naive to strong. Data, not code of ours: `examples` reads them."""
