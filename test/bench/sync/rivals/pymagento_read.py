"""Reads every product with PyMagento; with a path, writes each as a line of JSON, too."""

import json
import sys
import time

from magento import Magento

base, page_size, path = sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None
client = Magento(base_url=base, token="t" * 32, scope="all")
begun = time.perf_counter()
count = 0
out = open(path, "w") if path else None
for product in client.get_paginated("/V1/products", page_size=page_size):
    count += 1
    if out is not None:
        out.write(json.dumps(product) + "\n")
if out is not None:
    out.close()
print(json.dumps({"records": count, "seconds": time.perf_counter() - begun}))
