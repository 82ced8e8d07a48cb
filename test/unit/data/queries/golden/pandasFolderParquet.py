# pandas
# Export sales # x, written at 2020-06-08T17-53-31Z as Parquet to: C:\Users\né\parts
# Needs: pip install pandas pyarrow

import re
from pathlib import Path

import pandas as pd

# Its own parts, and no other file of the folder.
OWN_PART = re.compile('sales\n# x_2020-06-08T17-53-31Z_part[0-9]+[.]parquet')

FOLDER = Path('C:\\Users\\né\\parts')


def own_parts():
    for path in sorted(FOLDER.iterdir()):
        if OWN_PART.fullmatch(path.name):
            yield path.stat().st_size, path


def read_part(body):
    return pd.read_parquet(body, engine='pyarrow')


# A part of 0 bytes has nothing to read, and one may have a header only.
frames = [read_part(body) for size, body in own_parts() if size > 0]
forecast = pd.concat([frame for frame in frames if not frame.empty] or frames, ignore_index=True)

# Dates stay as they are written: a forecast's are in the time of its data, though they may end in
# Z. As timestamps that no time zone shifts:
# forecast['time'] = pd.to_datetime(forecast['date'], utc=True).dt.tz_localize(None)

print(forecast.head())
# The largest items by p50
print(forecast.groupby('item_id')['p50'].sum().nlargest(10))
