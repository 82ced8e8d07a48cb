"""boto3 against the local Forecast service. Prints a JSON object: the name of each case and 'ok' or what went wrong.

Usage: boto3_cases.py URL, with region and credentials in the environment.
Every answer, whatever the case, is held to the service model that botocore brings along.
"""

import json
import sys
import traceback
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from service_model import departures

URL = sys.argv[1]
ROLE = "arn:aws:iam::111122223333:role/Export"
KEY = "arn:aws:kms:us-west-2:111122223333:key/0cc6c8ab-7509-4090-ac22-ab49f2fc2aaa"
DAY = 24 * 60 * 60

cases = []
strayed = []
checked = set()


def case(function):
    cases.append(function)
    return function


def client(**options):
    # Without a client-side check the service sees what it has to refuse.
    config = Config(parameter_validation=False, retries={"max_attempts": 0})
    made = boto3.client("forecast", **{"endpoint_url": URL, "config": config, **options})
    made.meta.events.register("after-call.forecast", hold_to_model)
    return made


def hold_to_model(http_response, model, **_):
    if http_response.status_code != 200:
        return
    checked.add(model.name)
    if model.output_shape is None or not model.output_shape.members:
        assert http_response.content == b"", http_response.content
        return
    strayed.extend(departures(model.output_shape, json.loads(http_response.content), model.name))


def control(**command):
    request = urllib.request.Request(
        URL + "/__control", data=json.dumps(command).encode(), headers={"x-local-control": "boto3"}
    )
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).read()


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        assert error.response["Error"]["Message"], error
        assert error.response["ResponseMetadata"]["RequestId"], error
        return error
    raise AssertionError(f"not refused: {arguments}")


def condition(key, value, is_or_not="IS"):
    return {"Key": key, "Value": value, "Condition": is_or_not}


def jobs(page_size=100, filters=()):
    pages = forecast.get_paginator("list_forecast_export_jobs").paginate(
        Filters=list(filters), PaginationConfig={"PageSize": page_size}
    )
    return [job for page in pages for job in page["ForecastExportJobs"]]


def in_order(some):
    return [job["ForecastExportJobArn"] for job in some]


def arns(some):
    return sorted(in_order(some))


def describe(arn):
    return forecast.describe_forecast_export_job(ForecastExportJobArn=arn)


def active_forecasts():
    pages = forecast.get_paginator("list_forecasts").paginate(Filters=[condition("Status", "ACTIVE")])
    return [item["ForecastArn"] for page in pages for item in page["Forecasts"]]


def create(name, **changes):
    request = {
        "ForecastExportJobName": name,
        "ForecastArn": active_forecasts()[0],
        "Destination": {"S3Config": {"Path": "s3://bucket/prefix", "RoleArn": ROLE}},
    }
    return forecast.create_forecast_export_job(**{**request, **changes})["ForecastExportJobArn"]


forecast = client()


@case
def pages_hold_every_job_once():
    whole = in_order(jobs())
    assert len(whole) == 240, len(whole)
    assert len(set(whole)) == 240
    for page_size in (1, 7, 99):
        assert in_order(jobs(page_size)) == whole, page_size


@case
def paging_goes_on_from_a_token():
    paginator = forecast.get_paginator("list_forecast_export_jobs")
    first = paginator.paginate(PaginationConfig={"PageSize": 20, "MaxItems": 75})
    head = first.build_full_result()["ForecastExportJobs"]
    rest = paginator.paginate(PaginationConfig={"PageSize": 20, "StartingToken": first.resume_token})
    tail = rest.build_full_result()["ForecastExportJobs"]
    assert len(head) == 75 and in_order(head + tail) == in_order(jobs()), (len(head), len(tail))


@case
def filters_is_and_is_not_part_the_list():
    whole = arns(jobs())
    for filtered in [("Status", "CREATE_FAILED"), ("ForecastArn", active_forecasts()[1])]:
        inside = arns(jobs(filters=[condition(*filtered)]))
        outside = arns(jobs(filters=[condition(*filtered, "IS_NOT")]))
        assert inside and outside and sorted(inside + outside) == whole, filtered


@case
def filters_are_anded():
    arn = active_forecasts()[0]
    both = jobs(filters=[condition("ForecastArn", arn), condition("Status", "ACTIVE")])
    assert both and all(job["Status"] == "ACTIVE" and describe(job["ForecastExportJobArn"])["ForecastArn"] == arn for job in both)
    assert jobs(filters=[condition("Status", "ACTIVE"), condition("Status", "CREATE_FAILED")]) == []


@case
def describe_agrees_with_the_list():
    seen = set()
    for job in jobs():
        if job["Status"] in seen:
            continue
        seen.add(job["Status"])
        described = describe(job["ForecastExportJobArn"])
        described.pop("ResponseMetadata")
        assert described.pop("ForecastArn") and described.pop("Format") in ("CSV", "PARQUET")
        if job["Status"] in ("CREATE_IN_PROGRESS", "CREATE_STOPPING"):
            # The current time, so it has gone on.
            assert described.pop("LastModificationTime") >= job.pop("LastModificationTime")
        assert described == job, (described, job)
    assert len(seen) == 9, seen


@case
def forecasts_are_listed_and_described():
    listed = forecast.list_forecasts()["Forecasts"]
    assert len(listed) == 10, len(listed)
    for item in listed:
        described = forecast.describe_forecast(ForecastArn=item["ForecastArn"])
        assert described["Status"] == item["Status"] and described["ForecastTypes"]
        group = condition("DatasetGroupArn", item["DatasetGroupArn"])
        grouped = forecast.list_forecasts(Filters=[group, condition("PredictorArn", item["PredictorArn"])])
        assert grouped["Forecasts"] == [item] or item["Status"] == "CREATE_IN_PROGRESS"


@case
def create_keeps_what_it_was_given():
    tags = [{"Key": "team", "Value": "Größe 7"}, {"Key": "empty", "Value": ""}]
    target = {"S3Config": {"Path": "s3://bucket/a b/+%25/é", "RoleArn": ROLE, "KMSKeyArn": KEY}}
    arn = create("boto_export", Tags=tags, Format="PARQUET", Destination=target)
    described = describe(arn)
    assert described["Destination"] == target and described["Format"] == "PARQUET"
    assert described["ForecastExportJobName"] == "boto_export"
    assert forecast.list_tags_for_resource(ResourceArn=arn)["Tags"] == tags
    assert arn in arns(jobs())


@case
def create_moves_to_active():
    control(advance=DAY / 2)
    arn = create("boto_moves")
    seen = []
    for _ in range(40):
        status = describe(arn)["Status"]
        if status not in seen:
            seen.append(status)
        control(advance=10)
    assert seen == ["CREATE_PENDING", "CREATE_IN_PROGRESS", "ACTIVE"], seen


@case
def create_is_refused_by_the_rules():
    create("boto_twice")
    refused("ResourceAlreadyExistsException", create, name="boto_twice")
    missing = active_forecasts()[0].replace("forecast/", "forecast/no_")
    refused("ResourceNotFoundException", create, name="boto_no", ForecastArn=missing)
    foreign = {"S3Config": {"Path": "s3://bucket/prefix", "RoleArn": ROLE.replace("1111", "9999")}}
    refused("InvalidInputException", create, name="boto_no", Destination=foreign)
    failed = forecast.list_forecasts(Filters=[condition("Status", "CREATE_FAILED")])["Forecasts"][0]
    refused("ResourceInUseException", create, name="boto_no", ForecastArn=failed["ForecastArn"])


@case
def create_holds_to_the_quota():
    control(advance=DAY / 2)
    for number in range(3):
        create(f"boto_quota_{number}")
    refused("LimitExceededException", create, name="boto_quota_3")


@case
def stop_moves_to_stopped():
    control(advance=DAY / 2)
    arn = create("boto_stops")
    forecast.stop_resource(ResourceArn=arn)
    assert describe(arn)["Status"] == "CREATE_STOPPING"
    control(advance=60)
    assert describe(arn)["Status"] == "CREATE_STOPPED"
    refused("ResourceInUseException", forecast.delete_forecast_export_job, ForecastExportJobArn=arn)
    settled = jobs(filters=[condition("Status", "ACTIVE")])[0]["ForecastExportJobArn"]
    refused("InvalidInputException", forecast.stop_resource, ResourceArn=settled)


@case
def delete_moves_to_gone():
    control(advance=DAY / 2)
    arn = create("boto_goes")
    control(advance=600)
    forecast.delete_forecast_export_job(ForecastExportJobArn=arn)
    assert describe(arn)["Status"] == "DELETE_PENDING"
    refused("ResourceInUseException", forecast.delete_forecast_export_job, ForecastExportJobArn=arn)
    control(advance=600)
    error = refused("ResourceNotFoundException", describe, arn=arn)
    assert isinstance(error, forecast.exceptions.ResourceNotFoundException), error
    assert arn not in arns(jobs())


@case
def credentials_are_checked():
    refused("UnrecognizedClientException", client(aws_access_key_id="AKIAWRONG", aws_secret_access_key="x").list_forecasts)
    credentials = boto3.Session().get_credentials()
    key = {"aws_access_key_id": credentials.access_key}
    refused("InvalidSignatureException", client(**key, aws_secret_access_key="wrong").list_forecasts)
    error = refused("InvalidSignatureException", client(region_name="eu-west-1").list_forecasts)
    assert "region" in str(error), error
    client(**key, aws_secret_access_key=credentials.secret_key, aws_session_token="any/token+==").list_forecasts()


@case
def inputs_are_checked_by_the_service():
    listing, describing = forecast.list_forecast_export_jobs, forecast.describe_forecast_export_job
    for size in (0, -1, 101, 1000):
        refused("ValidationException", listing, MaxResults=size)
    refused("ValidationException", listing, Filters=[condition("Status", "ACTIVE", "ISNT")])
    refused("ValidationException", listing, Filters=[{"Key": "Status"}])
    refused("ValidationException", listing, NextToken="x" * 3001)
    refused("InvalidInputException", listing, Filters=[condition("Name", "x")])
    refused("ValidationException", describing)
    refused("ValidationException", describing, ForecastExportJobArn="arn:aws:s3:::bucket")
    refused("InvalidInputException", describing, ForecastExportJobArn=active_forecasts()[0])
    refused("ValidationException", create, name="1st")
    refused("ValidationException", create, name="n" * 64)
    refused("ValidationException", create, name="x", Format="XML")


@case
def tokens_are_bound_and_expire():
    listing = forecast.list_forecast_export_jobs
    token = listing(MaxResults=10)["NextToken"]
    refused("InvalidNextTokenException", listing, NextToken=token, Filters=[condition("Status", "ACTIVE")])
    refused("InvalidNextTokenException", forecast.list_forecasts, NextToken=token)
    refused("InvalidNextTokenException", listing, NextToken=token[:-6] + "AAAAAA")
    control(advance=DAY - 60)
    listing(NextToken=token)
    control(advance=120)
    error = refused("InvalidNextTokenException", listing, NextToken=token)
    assert isinstance(error, forecast.exceptions.InvalidNextTokenException), error


@case
def throttling_is_tried_again():
    patient = client(config=Config(retries={"max_attempts": 2, "mode": "standard"}))
    control(faults=["throttle:times=1"])
    answer = patient.list_forecasts()
    assert answer["ResponseMetadata"]["RetryAttempts"] == 1, answer["ResponseMetadata"]
    control(faults=["denied"])
    assert "forecast:ListForecasts" in str(refused("AccessDeniedException", patient.list_forecasts))
    control(faults=[])


@case
def answers_agree_with_the_model():
    assert checked == {
        "ListForecastExportJobs",
        "DescribeForecastExportJob",
        "CreateForecastExportJob",
        "DeleteForecastExportJob",
        "StopResource",
        "ListForecasts",
        "DescribeForecast",
        "ListTagsForResource",
    }, checked
    assert not strayed, strayed[:5]


results = {}
for one in cases:
    try:
        one()
        results[one.__name__] = "ok"
    except Exception:
        results[one.__name__] = traceback.format_exc()
print(json.dumps(results))
