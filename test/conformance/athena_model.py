"""Where the stand-in of Athena, or what it was asked, departs from the service model that botocore brings along.

Takes a file of exchanges: [{operation, input, output}]. Prints the departures as JSON.
"""

import json
import sys

import botocore.session

from service_model import departures

model = botocore.session.get_session().get_service_model("athena")
found = []
with open(sys.argv[1], encoding="utf-8") as exchanges:
    for exchange in json.load(exchanges):
        operation = model.operation_model(exchange["operation"])
        for shape, value in (
            (operation.input_shape, exchange["input"]),
            (operation.output_shape, exchange["output"]),
        ):
            found += departures(shape, value, exchange["operation"])
print(json.dumps(sorted(set(found))))
