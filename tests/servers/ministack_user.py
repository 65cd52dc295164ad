"""Give MiniStack an IAM user who may use DynamoDB, one who may not, roles, and a bucket.

usage: ministack_user.py URL BUCKET

The user `exporter` may assume the role `first` with the external id `x-1`, which may
assume `second`, which may use DynamoDB; so may `web` with a token of token.test.

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
ASSUME_ROLES = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}],
}
ACCOUNT = "arn:aws:iam::000000000000"
WITH_EXTERNAL_ID = {"Condition": {"StringEquals": {"sts:ExternalId": "x-1"}}}


def trust(principal: dict, action: str = "sts:AssumeRole", **rest: dict) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, **rest}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def make_roles(iam) -> None:
    iam.create_open_id_connect_provider(
        Url="https://token.test", ClientIDList=["sts.amazonaws.com"], ThumbprintList=["0" * 40]
    )
    web = {"Federated": f"{ACCOUNT}:oidc-provider/token.test"}
    for name, trusted in [
        ("first", trust({"AWS": f"{ACCOUNT}:user/exporter"}, **WITH_EXTERNAL_ID)),
        ("second", trust({"AWS": f"{ACCOUNT}:role/first"})),
        ("web", trust(web, "sts:AssumeRoleWithWebIdentity")),
    ]:
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusted)
        policy = ASSUME_ROLES if name == "first" else ALLOW_ALL
        iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=json.dumps(policy))


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
    iam.put_user_policy(
        UserName="exporter", PolicyName="roles", PolicyDocument=json.dumps(ASSUME_ROLES)
    )
    make_roles(iam)
    boto3.client("s3", **root).create_bucket(Bucket=bucket)
    print(json.dumps(keys))


main()
