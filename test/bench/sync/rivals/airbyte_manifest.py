"""Airbyte's declarative source, in the shape of its manifest for Magento; messages go to a file."""

import json
import logging
import sys
import time

from airbyte_cdk.models import (
    AirbyteStream,
    ConfiguredAirbyteCatalog,
    ConfiguredAirbyteStream,
    DestinationSyncMode,
    SyncMode,
)
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource
from airbyte_cdk.entrypoint import AirbyteEntrypoint

BASE, PAGE_SIZE, OUT = sys.argv[1], int(sys.argv[2]), sys.argv[3]
SCHEMA = {"type": "object", "additionalProperties": True, "properties": {"id": {"type": "integer"}}}
MANIFEST = {
    "version": "6.0.0",
    "type": "DeclarativeSource",
    "check": {"type": "CheckStream", "stream_names": ["products"]},
    "streams": [
        {
            "type": "DeclarativeStream",
            "name": "products",
            "primary_key": ["id"],
            "schema_loader": {"type": "InlineSchemaLoader", "schema": SCHEMA},
            "retriever": {
                "type": "SimpleRetriever",
                "requester": {
                    "type": "HttpRequester",
                    "url_base": BASE,
                    "path": "/rest/all/V1/products",
                    "http_method": "GET",
                },
                "record_selector": {
                    "type": "RecordSelector",
                    "extractor": {"type": "DpathExtractor", "field_path": ["items"]},
                },
                "paginator": {
                    "type": "DefaultPaginator",
                    "page_token_option": {
                        "type": "RequestOption",
                        "inject_into": "request_parameter",
                        "field_name": "searchCriteria[currentPage]",
                    },
                    "page_size_option": {
                        "type": "RequestOption",
                        "inject_into": "request_parameter",
                        "field_name": "searchCriteria[pageSize]",
                    },
                    "pagination_strategy": {"type": "PageIncrement", "page_size": PAGE_SIZE, "start_from_page": 1},
                },
            },
        }
    ],
    "spec": {"type": "Spec", "connection_specification": {"type": "object", "properties": {}}},
}

stream = AirbyteStream(name="products", json_schema=SCHEMA, supported_sync_modes=[SyncMode.full_refresh])
catalog = ConfiguredAirbyteCatalog(
    streams=[
        ConfiguredAirbyteStream(
            stream=stream, sync_mode=SyncMode.full_refresh, destination_sync_mode=DestinationSyncMode.append
        )
    ]
)
source = ConcurrentDeclarativeSource(catalog=catalog, config={}, state=[], source_config=MANIFEST)
begun = time.perf_counter()
count = 0
with open(OUT, "w") as out:
    for message in source.read(logging.getLogger("bench"), {}, catalog, []):
        line = AirbyteEntrypoint.airbyte_message_to_string(message)
        out.write(line + "\n")
        if message.record is not None:
            count += 1
print(json.dumps({"records": count, "seconds": time.perf_counter() - begun}))
