"""Prints the hosts that botocore sends operations with host prefixes to, a line of JSON a case."""

import json
import os

import boto3.session
import botocore.loaders
from botocore.config import Config

ACCOUNT = "123456789012"
ARNS = {
    ("s3control", "GetBucket"): {
        "AccountId": ACCOUNT,
        "Bucket": f"arn:aws:s3-outposts:us-west-2:{ACCOUNT}:outpost/op-01/bucket/photos",
    },
    ("s3control", "GetAccessPoint"): {
        "AccountId": ACCOUNT,
        "Name": f"arn:aws:s3-outposts:us-west-2:{ACCOUNT}:outpost/op-01/accesspoint/photos",
    },
}


class Seen(Exception):
    pass


def see(request, **_):
    raise Seen(request.url)


def minimal(shape, name=""):
    """A value of a shape with no more than it must have."""
    if shape.type_name == "structure":
        names = shape.required_members
        if shape.metadata.get("union"):
            names = list(shape.members)[:1]
        return {name: minimal(shape.members[name], name) for name in names}
    if shape.type_name == "list":
        return [minimal(shape.member)]
    if shape.type_name == "map":
        return {"key": minimal(shape.value)}
    if shape.type_name in ("integer", "long"):
        return 1
    if shape.type_name in ("float", "double"):
        return 1.0
    if shape.type_name == "boolean":
        return True
    if shape.type_name == "timestamp":
        return 0
    if shape.type_name == "blob":
        return b"a"
    if name == "AccountId":
        return ACCOUNT
    return (shape.enum or ["a" * max(1, shape.metadata.get("min", 1))])[0]


def texts(value):
    """The members that are text: no others can be in a host."""
    return {name: text for name, text in value.items() if isinstance(text, str)}


def main():
    session = boto3.session.Session(
        aws_access_key_id="AKID", aws_secret_access_key="secret", region_name="us-west-2"
    )
    data = os.path.join(os.path.dirname(botocore.loaders.__file__), "data")
    for service in session._session.get_available_services():
        model = session._session.get_service_model(service)
        names = [n for n in model.operation_names if model.operation_model(n).endpoint]
        if not names:
            continue
        config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
        client = session.client(service, config=config)
        client.meta.events.register("before-send", see)
        folder = os.path.join(data, service, model.api_version)
        for name in names:
            operation = model.operation_model(name)
            cases = [minimal(operation.input_shape) if operation.input_shape else {}]
            cases += [ARNS[service, name]] if (service, name) in ARNS else []
            for given in cases:
                try:
                    client._make_api_call(name, dict(given))
                except Seen as seen:
                    url = str(seen)
                    case = {"folder": folder, "operation": name, "input": texts(given), "url": url}
                    print(json.dumps(case))


main()
