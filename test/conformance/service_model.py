"""Where an answer departs from the service model that botocore brings along."""

import re

# The model gives roles the pattern of a Forecast ARN, and some ARNs in a list that of a word.
MISFITS = (".RoleArn", "Forecasts[].PredictorArn", "Forecasts[].DatasetGroupArn")
TYPES = {"string": str, "boolean": bool, "integer": int, "long": int, "timestamp": (int, float)}


def departures(shape, value, where):
    """Yields a text for each. `value` is the JSON as it came, before botocore's parser, which drops what it doesn't know."""

    def stray(what):
        return f"{where}: {what}: {value!r}"

    if shape.type_name == "structure":
        if not isinstance(value, dict):
            yield stray("no structure")
            return
        for name in shape.required_members:
            if name not in value:
                yield stray(f"without {name}")
        for name, member in value.items():
            if name not in shape.members:
                yield stray(f"has {name}")
            else:
                yield from departures(shape.members[name], member, f"{where}.{name}")
    elif shape.type_name == "list":
        if not isinstance(value, list):
            yield stray("no list")
            return
        if not has_size(shape, len(value)):
            yield stray("of a wrong size")
        for item in value:
            yield from departures(shape.member, item, f"{where}[]")
    elif not isinstance(value, TYPES[shape.type_name]):
        yield stray(f"no {shape.type_name}")
    elif shape.type_name == "string":
        if not has_size(shape, len(value)):
            yield stray("of a wrong length")
        pattern = shape.metadata.get("pattern")
        # Python has no \p.
        if pattern and "\\p{" not in pattern and not where.endswith(MISFITS):
            if re.fullmatch(pattern, value) is None:
                yield stray(f"not of {pattern}")
        if shape.enum and value not in shape.enum:
            yield stray("not of the enum")


def has_size(shape, size):
    return shape.metadata.get("min", 0) <= size <= shape.metadata.get("max", size)
