-- Amazon Athena
-- Export sales ; DROP TABLE x, written at (not known) as Parquet to: s3://bucket/a//b
-- Not all of these files need be its own: another export of the same name may have written some of
-- them.
-- Export sales, written at 2020-06-08T17-53-31Z as CSV to: s3://bucket/it's "here" \ +%20 é/b/
-- Run the statements that create something once, then any of the queries, one at a time.
-- Athena reads, and charges for, all files of the folder, also those of other exports; what is not
-- a part of this one is left out by its name.
-- A file of another format than Parquet in the same folder fails a query (HIVE_BAD_DATA).
-- Athena does not read a line break within a cell of a CSV file.
-- Athena can not read a folder with // in its path: copy the parts to another one first.

-- A table over all files of the folder. Nothing is copied: it can be dropped again at any time.
-- The column gr_e_in_cm is called in the files: Größe "in" cm
CREATE EXTERNAL TABLE IF NOT EXISTS `my "d``b`.`forecast_sales_drop_table_x_parquet` (
  `item_id` string,
  `gr_e_in_cm` string,
  `date` string,
  `p10` double,
  `p50` double,
  `p90` double,
  `mean` double
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'
WITH SERDEPROPERTIES ('parquet.column.index.access' = 'true')
STORED AS PARQUET
LOCATION 's3://bucket/a//b/';

-- The rows of this export alone, told by the names of its files. A value that is no number is
-- NULL.
-- Dates are as they are written: a forecast's are in the time of its data, though they may end in
-- Z.
CREATE OR REPLACE VIEW "my ""d`b"."forecast_sales_drop_table_x_parquet_rows" AS
SELECT
  "item_id",
  "gr_e_in_cm",
  "date",
  "p10",
  "p50",
  "p90",
  "mean"
FROM "my ""d`b"."forecast_sales_drop_table_x_parquet"
WHERE regexp_like("$path", '^s3[a-z]*://([^/]*/){4}sales
; DROP TABLE x_[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}Z_part[0-9]+[.]parquet$');

-- A table over all files of the folder. Nothing is copied: it can be dropped again at any time.
-- The column gr_e_in_cm is called in the files: Größe "in" cm
CREATE EXTERNAL TABLE IF NOT EXISTS `my "d``b`.`forecast_sales_2020_06_08t17_53_31z` (
  `item_id` string,
  `gr_e_in_cm` string,
  `date` string,
  `p10` string,
  `p50` string,
  `p90` string,
  `mean` string
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '"', 'escapeChar' = '\001')
STORED AS TEXTFILE
LOCATION 's3://bucket/it\'s "here" \\ +%20 é/b/'
TBLPROPERTIES ('skip.header.line.count' = '1');

-- The rows of this export alone, told by the names of its files. A value that is no number is
-- NULL.
-- Dates are as they are written: a forecast's are in the time of its data, though they may end in
-- Z.
CREATE OR REPLACE VIEW "my ""d`b"."forecast_sales_2020_06_08t17_53_31z_rows" AS
SELECT
  "item_id",
  "gr_e_in_cm",
  "date",
  TRY_CAST(NULLIF("p10", 'NaN') AS double) AS "p10",
  TRY_CAST(NULLIF("p50", 'NaN') AS double) AS "p50",
  TRY_CAST(NULLIF("p90", 'NaN') AS double) AS "p90",
  TRY_CAST(NULLIF("mean", 'NaN') AS double) AS "mean"
FROM "my ""d`b"."forecast_sales_2020_06_08t17_53_31z"
WHERE regexp_like("$path", '^s3[a-z]*://([^/]*/){3}sales_2020-06-08T17-53-31Z_part[0-9]+[.]csv$');

-- Rows, items and dates
SELECT count(*) AS "rows", count(DISTINCT "item_id") AS "items", min("date") AS "from", max("date") AS "to"
FROM "my ""d`b"."forecast_sales_drop_table_x_parquet_rows";

-- Items
SELECT "item_id", count(*) AS "rows", min("date") AS "from", max("date") AS "to"
FROM "my ""d`b"."forecast_sales_drop_table_x_parquet_rows"
GROUP BY "item_id"
ORDER BY "item_id"
LIMIT 1000;

-- The largest items by p50
SELECT "item_id", sum("p50") AS "total"
FROM "my ""d`b"."forecast_sales_drop_table_x_parquet_rows"
GROUP BY "item_id"
ORDER BY "total" DESC
LIMIT 10;

-- The widest spread of quantiles
SELECT "item_id", avg("p90" - "p10") AS "spread"
FROM "my ""d`b"."forecast_sales_drop_table_x_parquet_rows"
GROUP BY "item_id"
ORDER BY "spread" DESC
LIMIT 100;

-- Rows with a lower quantile above a higher one
SELECT *
FROM "my ""d`b"."forecast_sales_drop_table_x_parquet_rows"
WHERE "p10" > "p50"
  OR "p50" > "p90"
LIMIT 100;

-- Compared with the other export, by the size of the difference: p50
WITH "earlier" AS (
  SELECT "item_id" AS "item", "date" AS "date", sum("p50") AS "value"
  FROM "my ""d`b"."forecast_sales_2020_06_08t17_53_31z_rows"
  GROUP BY "item_id", "date"
), "later" AS (
  SELECT "item_id" AS "item", "date" AS "date", sum("p50") AS "value"
  FROM "my ""d`b"."forecast_sales_drop_table_x_parquet_rows"
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

-- To remove what was created; the files stay as they are:
-- DROP VIEW IF EXISTS "my ""d`b"."forecast_sales_drop_table_x_parquet_rows";
-- DROP TABLE IF EXISTS `my "d``b`.`forecast_sales_drop_table_x_parquet`;
-- DROP VIEW IF EXISTS "my ""d`b"."forecast_sales_2020_06_08t17_53_31z_rows";
-- DROP TABLE IF EXISTS `my "d``b`.`forecast_sales_2020_06_08t17_53_31z`;
