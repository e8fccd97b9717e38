"""What the centre keeps: records in a database, files in a folder or an S3-compatible store."""
