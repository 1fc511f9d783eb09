"""dlt's REST source into its filesystem destination, as JSON lines."""

import json
import os
import sys
import time

BASE, PAGE_SIZE, FOLDER = sys.argv[1], int(sys.argv[2]), sys.argv[3]
os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["DESTINATION__FILESYSTEM__BUCKET_URL"] = f"file://{FOLDER}/out"

import dlt  # noqa: E402
from dlt.sources.rest_api import rest_api_source  # noqa: E402

source = rest_api_source(
    {
        "client": {"base_url": f"{BASE}/rest/all/V1/"},
        "resources": [
            {
                "name": "products",
                "primary_key": "id",
                "max_table_nesting": 0,
                "endpoint": {
                    "path": "products",
                    "params": {"searchCriteria[pageSize]": PAGE_SIZE},
                    "data_selector": "items",
                    "paginator": {
                        "type": "page_number",
                        "page_param": "searchCriteria[currentPage]",
                        "base_page": 1,
                        "total_path": None,
                        "stop_after_empty_page": True,
                    },
                },
            }
        ],
    }
)
pipeline = dlt.pipeline(
    "bench", destination="filesystem", dataset_name="store", pipelines_dir=f"{FOLDER}/pipelines", progress=None
)
begun = time.perf_counter()
pipeline.run(source, loader_file_format="jsonl")
seconds = time.perf_counter() - begun
counts = pipeline.last_trace.last_normalize_info.row_counts
print(json.dumps({"records": counts["products"], "seconds": seconds}))
