"""Make a bucket in moto, or read what an export wrote into it.

usage: moto_bucket.py URL BUCKET create
       moto_bucket.py URL BUCKET read PREFIX

`read` prints a JSON object of each object's unpacked lines by its key.
"""

import gzip
import json
import sys

import boto3


def main() -> None:
    url, bucket, verb, *prefix = sys.argv[1:]
    s3 = boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    if verb == "create":
        s3.create_bucket(Bucket=bucket)
        return
    objects = {}
    for entry in s3.list_objects_v2(Bucket=bucket, Prefix=prefix[0]).get("Contents", []):
        body = s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
        objects[entry["Key"]] = gzip.decompress(body).decode().splitlines()
    print(json.dumps(objects))


main()
