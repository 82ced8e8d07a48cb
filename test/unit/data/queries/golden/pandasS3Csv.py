# pandas
# Export sales # x, written at 2020-06-08T17-53-31Z as CSV to: s3://bucket/it's "here"\
# Needs: pip install pandas boto3

import io
import re

import boto3
import pandas as pd

# Its own parts, and no other file of the folder.
OWN_PART = re.compile('sales\n# x_2020-06-08T17-53-31Z_part[0-9]+[.]csv')

# For a profile: boto3.Session(profile_name='NAME').client('s3')
s3 = boto3.client('s3', region_name='eu-west-1')
BUCKET = 'bucket'
FOLDER = 'it\'s "here"\\/'


def own_parts():
    pages = s3.get_paginator('list_objects_v2').paginate(Bucket=BUCKET, Prefix=FOLDER)
    for page in pages:
        for found in page.get('Contents', []):
            if OWN_PART.fullmatch(found['Key'][len(FOLDER):]):
                body = s3.get_object(Bucket=BUCKET, Key=found['Key'])['Body']
                yield found['Size'], io.BytesIO(body.read())


VALUES = ['p10', 'p50', 'p90', 'mean']


def read_part(body):
    # Everything as text first: an item may be called 007 or NA.
    part = pd.read_csv(body, dtype=str, keep_default_na=False, encoding='utf-8-sig')
    for column in part.columns.intersection(VALUES):
        # What is no number becomes NaN.
        part[column] = pd.to_numeric(part[column], errors='coerce').astype(float)
    return part


# A part of 0 bytes has nothing to read, and one may have a header only.
frames = [read_part(body) for size, body in own_parts() if size > 0]
forecast = pd.concat([frame for frame in frames if not frame.empty] or frames, ignore_index=True)

# Dates stay as they are written: a forecast's are in the time of its data, though they may end in
# Z. As timestamps that no time zone shifts:
# forecast['time'] = pd.to_datetime(forecast['date'], utc=True).dt.tz_localize(None)

print(forecast.head())
# The largest items by p50
print(forecast.groupby('item_id')['p50'].sum().nlargest(10))
