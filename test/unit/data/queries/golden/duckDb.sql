-- DuckDB
-- Export sales, written at 2020-06-08T17-53-31Z as CSV to: s3://bucket/a'b [1]
-- Export evil ; DROP TABLE x, written at 2020-06-08T17-53-31Z as CSV to: s3://other/

-- The credentials that AWS tools find on this machine, not written down anywhere. For a profile,
-- add:
-- CHAIN 'config', PROFILE 'NAME'
INSTALL httpfs;
INSTALL aws;
LOAD httpfs;
LOAD aws;
CREATE OR REPLACE SECRET forecast_export (TYPE s3, PROVIDER credential_chain, REGION 'us-west-2', SCOPE 's3://bucket');
CREATE OR REPLACE SECRET forecast_export_2 (TYPE s3, PROVIDER credential_chain, REGION 'us-west-2', SCOPE 's3://other');

-- Its parts, and no other file of the folder.
SET VARIABLE forecast_export_parts = (
  SELECT list(file ORDER BY file)
  FROM glob('s3://bucket/a''b [[]1]/sales_*_part*.csv')
  WHERE regexp_full_match(parse_filename(file), 'sales_2020-06-08T17-53-31Z_part[0-9]+[.]csv')
    AND parse_filename(file) NOT IN ('sales_2020-06-08T17-53-31Z_part2.csv')
);

-- Its rows. A view reads the parts anew for each query; CREATE OR REPLACE TABLE would keep them.
-- Dates are as they are written: a forecast's are in the time of its data, though they may end in
-- Z.
CREATE OR REPLACE VIEW "forecast_export" AS
SELECT
  "item_id",
  "Größe ""in"" cm",
  "date",
  TRY_CAST(NULLIF("p10", 'NaN') AS DOUBLE) AS "p10",
  TRY_CAST(NULLIF("p50", 'NaN') AS DOUBLE) AS "p50",
  TRY_CAST(NULLIF("p90", 'NaN') AS DOUBLE) AS "p90",
  TRY_CAST(NULLIF("mean", 'NaN') AS DOUBLE) AS "mean"
FROM read_csv(
  getvariable('forecast_export_parts'),
  header = true, delim = ',', quote = '"', escape = '"',
  all_varchar = true, union_by_name = true, strict_mode = false
);

-- Its parts, and no other file of the folder.
SET VARIABLE earlier_export_parts = (
  SELECT list(file ORDER BY file)
  FROM glob('s3://other/evil
; DROP TABLE x_*_part*.csv')
  WHERE regexp_full_match(parse_filename(file), 'evil
; DROP TABLE x_2020-06-08T17-53-31Z_part[0-9]+[.]csv')
    AND parse_filename(file) NOT IN ('sales_2020-06-08T17-53-31Z_part2.csv')
);

-- Its rows. A view reads the parts anew for each query; CREATE OR REPLACE TABLE would keep them.
-- Dates are as they are written: a forecast's are in the time of its data, though they may end in
-- Z.
CREATE OR REPLACE VIEW "earlier_export" AS
SELECT
  "item_id",
  "Größe ""in"" cm",
  "date",
  TRY_CAST(NULLIF("p10", 'NaN') AS DOUBLE) AS "p10",
  TRY_CAST(NULLIF("p50", 'NaN') AS DOUBLE) AS "p50",
  TRY_CAST(NULLIF("p90", 'NaN') AS DOUBLE) AS "p90",
  TRY_CAST(NULLIF("mean", 'NaN') AS DOUBLE) AS "mean"
FROM read_csv(
  getvariable('earlier_export_parts'),
  header = true, delim = ',', quote = '"', escape = '"',
  all_varchar = true, union_by_name = true, strict_mode = false
);

-- Rows, items and dates
SELECT count(*) AS "rows", count(DISTINCT "item_id") AS "items", min("date") AS "from", max("date") AS "to"
FROM "forecast_export";

-- Items
SELECT "item_id", count(*) AS "rows", min("date") AS "from", max("date") AS "to"
FROM "forecast_export"
GROUP BY "item_id"
ORDER BY "item_id"
LIMIT 1000;

-- The largest items by p50
SELECT "item_id", sum("p50") AS "total"
FROM "forecast_export"
GROUP BY "item_id"
ORDER BY "total" DESC
LIMIT 10;

-- The widest spread of quantiles
SELECT "item_id", avg("p90" - "p10") AS "spread"
FROM "forecast_export"
GROUP BY "item_id"
ORDER BY "spread" DESC
LIMIT 100;

-- Rows with a lower quantile above a higher one
SELECT *
FROM "forecast_export"
WHERE "p10" > "p50"
  OR "p50" > "p90"
LIMIT 100;

-- Compared with the other export, by the size of the difference: p50
WITH "earlier" AS (
  SELECT "item_id" AS "item", "date" AS "date", sum("p50") AS "value"
  FROM "earlier_export"
  GROUP BY "item_id", "date"
), "later" AS (
  SELECT "item_id" AS "item", "date" AS "date", sum("p50") AS "value"
  FROM "forecast_export"
  GROUP BY "item_id", "date"
), "differences" AS (
  SELECT
    "later"."item",
    count(*) AS "dates",
    sum("earlier"."value") AS "before",
    sum("later"."value") AS "after",
    sum("later"."value") - sum("earlier"."value") AS "difference"
  FROM "earlier"
  JOIN "later" ON "later"."item" = "earlier"."item" AND "later"."date" = "earlier"."date"
  GROUP BY "later"."item"
)
SELECT *
FROM "differences"
ORDER BY abs("difference") DESC
LIMIT 100;
