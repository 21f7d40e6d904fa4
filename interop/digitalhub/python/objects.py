import os

from botocore.exceptions import ClientError
from checks import raises
from digitalhub.stores.data.s3.store import S3Store


def client_of():
    return S3Store().get_s3_client()


def objects(name):
    """boto3 puts, heads, gets, ranges, lists and deletes objects"""
    s3, key = client_of(), f"{name}/objects/a b+ü.txt"
    s3.head_bucket(Bucket="millrace")
    s3.put_object(Bucket="millrace", Key=key, Body=b"hello", ContentType="text/plain")
    head = s3.head_object(Bucket="millrace", Key=key)
    assert (head["ContentLength"], head["ContentType"]) == (5, "text/plain")
    assert s3.get_object(Bucket="millrace", Key=key)["Body"].read() == b"hello"
    assert s3.get_object(Bucket="millrace", Key=key, Range="bytes=1-3")["Body"].read() == b"ell"
    found = s3.list_objects_v2(Bucket="millrace", Prefix=f"{name}/objects/")
    assert [one["Key"] for one in found["Contents"]] == [key]
    s3.delete_object(Bucket="millrace", Key=key)
    assert raises(ClientError, lambda: s3.head_object(Bucket="millrace", Key=key)).response["Error"]["Code"] == "404"


def listing(name):
    """boto3 lists by pages and by folders"""
    s3 = client_of()
    for path in ("a/1", "a/2", "b/1", "c"):
        s3.put_object(Bucket="millrace", Key=f"{name}/{path}", Body=path.encode())
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket="millrace", Prefix=f"{name}/", PaginationConfig={"PageSize": 2}
    )
    keys = [one["Key"] for page in pages for one in page["Contents"]]
    assert keys == [f"{name}/{path}" for path in ("a/1", "a/2", "b/1", "c")]
    found = s3.list_objects_v2(Bucket="millrace", Prefix=f"{name}/", Delimiter="/")
    assert [one["Prefix"] for one in found["CommonPrefixes"]] == [f"{name}/a/", f"{name}/b/"]
    assert [one["Key"] for one in found["Contents"]] == [f"{name}/c"]


def multipart(name):
    """boto3 uploads 20 MB in parts, and leaves nothing when it gives up"""
    s3, key, content = client_of(), f"{name}/objects/large.bin", os.urandom(20_000_000)
    with open("large.bin", "wb") as file:
        file.write(content)
    s3.upload_file("large.bin", "millrace", key)
    assert s3.get_object(Bucket="millrace", Key=key)["Body"].read() == content
    upload = s3.create_multipart_upload(Bucket="millrace", Key=f"{key}.2")
    s3.upload_part(Bucket="millrace", Key=f"{key}.2", UploadId=upload["UploadId"], PartNumber=1, Body=b"x")
    s3.abort_multipart_upload(Bucket="millrace", Key=f"{key}.2", UploadId=upload["UploadId"])
    raises(ClientError, lambda: s3.head_object(Bucket="millrace", Key=f"{key}.2"))


def download(name):
    """boto3 downloads 20 MB in ranges"""
    s3, key, content = client_of(), f"{name}/objects/large.bin", os.urandom(20_000_000)
    s3.put_object(Bucket="millrace", Key=key, Body=content)
    s3.download_file("millrace", key, "back.bin")
    assert open("back.bin", "rb").read() == content
