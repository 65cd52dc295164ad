"""Give MiniStack an IAM user who may use DynamoDB, one who may not, and a bucket.

usage: ministack_user.py URL BUCKET

MiniStack does not check the signatures of its root key; those of users' keys it
does. Prints a JSON object of [access key id, secret access key] by user name.
"""

import json
import sys

import boto3

ALLOW_ALL = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["dynamodb:*", "s3:*"], "Resource": "*"}],
}


def main() -> None:
    url, bucket = sys.argv[1:]
    root = {
        "endpoint_url": url,
        "region_name": "us-east-1",
        "aws_access_key_id": "test",
        "aws_secret_access_key": "test",
    }
    iam = boto3.client("iam", **root)
    keys = {}
    for name in ("exporter", "stranger"):
        iam.create_user(UserName=name)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        keys[name] = [key["AccessKeyId"], key["SecretAccessKey"]]
    iam.put_user_policy(
        UserName="exporter", PolicyName="all", PolicyDocument=json.dumps(ALLOW_ALL)
    )
    boto3.client("s3", **root).create_bucket(Bucket=bucket)
    print(json.dumps(keys))


main()
