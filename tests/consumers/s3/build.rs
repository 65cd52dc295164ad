//! Generates a client of S3 from the model that the environment names.

fn main() {
    println!("cargo::rerun-if-env-changed=S3_MODEL");
    let model = std::env::var("S3_MODEL").expect("S3_MODEL is the path of a model");
    tinsmith_codegen::Build::new("s3")
        .model(model)
        .operations([
            "AbortMultipartUpload",
            "CompleteMultipartUpload",
            "CopyObject",
            "CreateBucket",
            "CreateMultipartUpload",
            "DeleteObjects",
            "GetBucketLocation",
            "GetObject",
            "HeadObject",
            "ListObjectsV2",
            "ListParts",
            "PutObject",
            "UploadPart",
        ])
        .write();
}
