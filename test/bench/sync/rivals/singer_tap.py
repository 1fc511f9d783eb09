"""A Singer tap for the products of a store, as the SDK's cookbook has it: pages by number, messages on standard output."""

import json
import os
import sys
import time

from singer_sdk import RESTStream, Tap
from singer_sdk import typing as th
from singer_sdk.pagination import BasePageNumberPaginator

BASE, PAGE_SIZE, OUT = sys.argv[1], int(sys.argv[2]), sys.argv[3]


class Pages(BasePageNumberPaginator):
    def has_more(self, response):
        return len(response.json()["items"]) == PAGE_SIZE


class Products(RESTStream):
    name = "products"
    url_base = BASE
    path = "/rest/all/V1/products"
    primary_keys = ("id",)
    records_jsonpath = "$.items[*]"
    schema = th.PropertiesList(
        th.Property("id", th.IntegerType),
        th.Property("sku", th.StringType),
        th.Property("name", th.StringType),
        th.Property("price", th.NumberType),
        th.Property("updated_at", th.StringType),
        additional_properties=True,
    ).to_dict()

    def get_new_paginator(self):
        return Pages(start_value=1)

    def get_url_params(self, context, next_page_token):
        return {"searchCriteria[pageSize]": PAGE_SIZE, "searchCriteria[currentPage]": next_page_token or 1}


class StoreTap(Tap):
    name = "tap-store"
    config_jsonschema = th.PropertiesList().to_dict()

    def discover_streams(self):
        return [Products(self)]


saved = os.dup(1)
out = os.open(OUT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
os.dup2(out, 1)
begun = time.perf_counter()
StoreTap(config={}).sync_all()
sys.stdout.flush()
seconds = time.perf_counter() - begun
os.dup2(saved, 1)
with open(OUT) as lines:
    count = sum(1 for line in lines if '"RECORD"' in line)
print(json.dumps({"records": count, "seconds": seconds}))
