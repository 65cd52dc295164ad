"""Prints what botocore makes of configurations, a line of JSON each.

usage: botocore_configuration.py CASES

CASES is a JSON list of {home, env}: a user's directory with `.aws` in it, and a
whole environment. No request leaves this process: STS, the portal of IAM
Identity Center and containers answer with keys that name what was asked for.
"""

import json
import os
import sys
from urllib.parse import parse_qs, urlsplit

import botocore.credentials
import botocore.httpsession
import botocore.session
import botocore.tokens
from botocore.awsrequest import AWSResponse

END = "2999-01-01T00:00:00Z"
# Keys of profiles, by botocore's own names.
SETTINGS = {
    "region": "region",
    "retry_mode": "retry_mode",
    "max_attempts": "max_attempts",
    "use_fips_endpoint": "use_fips_endpoint",
    "use_dualstack_endpoint": "use_dualstack_endpoint",
    "user_agent_appid": "sdk_ua_app_id",
    "request_checksum_calculation": "request_checksum_calculation",
    "ca_bundle": "ca_bundle",
}


class Raw:
    def __init__(self, body):
        self.body = body

    def stream(self, *_, **__):
        yield self.body


def answer(request, body, content_type):
    headers = {"content-type": content_type}
    return AWSResponse(request.url, 200, headers, Raw(body.encode()))


def signer(request):
    text = request.headers.get("Authorization") or ""
    text = text.decode() if isinstance(text, bytes) else text
    return text.split("Credential=")[1].split("/")[0] if "Credential=" in text else None


def sts(request, asked):
    body = request.body
    form = parse_qs(body.decode() if isinstance(body, bytes) else body)
    form = {name: values[0] for name, values in form.items()}
    action = form["Action"]
    names = ["RoleArn", "ExternalId", "DurationSeconds", "SerialNumber", "WebIdentityToken"]
    fields = {name: form[name] for name in names if name in form}
    # A name that botocore makes up begins so.
    if not form["RoleSessionName"].startswith("botocore-session-"):
        fields["RoleSessionName"] = form["RoleSessionName"]
    asked.append({"action": action, "signer": signer(request), **fields})
    role = form["RoleArn"].rsplit("/", 1)[1]
    return answer(
        request,
        f"<{action}Response><{action}Result><Credentials><AccessKeyId>{role}</AccessKeyId>"
        f"<SecretAccessKey>s-{role}</SecretAccessKey><SessionToken>t-{role}</SessionToken>"
        f"<Expiration>{END}</Expiration></Credentials></{action}Result></{action}Response>",
        "text/xml",
    )


def portal(request, asked):
    query = parse_qs(urlsplit(request.url).query)
    account, role = query["account_id"][0], query["role_name"][0]
    token = request.headers["x-amz-sso_bearer_token"]
    token = token.decode() if isinstance(token, bytes) else token
    asked.append({"action": "GetRoleCredentials", "account": account, "role": role, "token": token})
    keys = {
        "accessKeyId": f"{account}-{role}",
        "secretAccessKey": "s",
        "sessionToken": "t",
        "expiration": 32472144000000,
    }
    return answer(request, json.dumps({"roleCredentials": keys}), "application/json")


def container(request, asked):
    token = request.headers.get("Authorization")
    asked.append({"action": "container", "token": token})
    keys = {"AccessKeyId": "container", "SecretAccessKey": "s", "Token": "t", "Expiration": END}
    return answer(request, json.dumps(keys), "application/json")


def look(case):
    os.environ.clear()
    os.environ.update(case["env"], PATH="/usr/bin:/bin", HOME=case["home"])
    asked = []

    def send(_, request):
        path = urlsplit(request.url).path
        if path.endswith("/federation/credentials"):
            return portal(request, asked)
        if path == "/container":
            return container(request, asked)
        return sts(request, asked)

    botocore.httpsession.URLLib3Session.send = send
    # Where the user's directory was when botocore was imported.
    cache = os.path.join(case["home"], ".aws", "sso", "cache")
    botocore.credentials.SSOProvider._SSO_TOKEN_CACHE_DIR = cache
    botocore.tokens.SSOTokenProvider._SSO_TOKEN_CACHE_DIR = cache
    session = botocore.session.Session()
    return {**credentials(session), "asked": asked, "settings": settings(session)}


def credentials(session):
    try:
        found = session.get_credentials()
        if found is None:
            return {"keys": None}
        method, frozen = found.method, found.get_frozen_credentials()
        keys = [frozen.access_key, frozen.secret_key, frozen.token]
        return {"keys": keys, "method": method, "account": frozen.account_id}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def settings(session):
    found = {}
    for name, key in SETTINGS.items():
        try:
            found[key] = session.get_config_variable(name)
        except Exception as error:
            found[key] = {"error": f"{type(error).__name__}: {error}"}
    for service in ("dynamodb", "sts"):
        try:
            keys = {"aws_access_key_id": "a", "aws_secret_access_key": "s"}
            client = session.create_client(service, **keys)
            found[f"url of {service}"] = client.meta.endpoint_url
        except Exception as error:
            found[f"url of {service}"] = {"error": f"{type(error).__name__}: {error}"}
    return found


def main():
    with open(sys.argv[1]) as cases:
        for case in json.load(cases):
            try:
                print(json.dumps(look(case)))
            except Exception as error:
                print(json.dumps({"error": f"{type(error).__name__}: {error}"}))


main()
