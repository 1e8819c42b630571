"""Contract of `raw_files`."""

from warehouse.contracts.contract import RUN_ID, Contract, instant, integer, text

RAW_FILES = Contract(
    table="raw_files",
    row_is="One raw document ever seen, as the last run that touched it left it.",
    written_by="run",
    key=("source_uri",),
    columns=(
        text("source_uri", "Absolute URI of the document."),
        text("container_uri", "URI of the file that holds it; equal to `source_uri` for a plain file."),
        text("location_uri", "Raw location under which it was listed."),
        integer("size", "Size of the file that holds it.", unit="bytes", minimum=0),
        instant("modified_at", "When that file was last changed, as its storage says."),
        text("etag", "Entity tag of an object store; on a disk inode and change time of the file.", nullable=True),
        text("sha256", "sha256 of that file's bytes; null when it could not be read.", nullable=True),
        text("status", "What became of it.", allowed=("loaded", "quarantined", "gone")),
        text("article_id", "The article it became; null unless loaded.", nullable=True),
        text("cleaned_run_id", "Run whose `articles` and `blocks` rows stand for it; null unless loaded.", nullable=True),
        text(
            "extracted_run_id",
            "Run whose `observations`, `numbers` and `article_places` rows stand for it; null unless loaded.",
            nullable=True,
        ),
        text(
            "clean_fingerprint", "Fingerprint of the cleaning rules that made those rows; null unless loaded or quarantined.", nullable=True
        ),
        text("extract_fingerprint", "Fingerprint of the extraction rules and lexicons that made those rows.", nullable=True),
        RUN_ID,
    ),
)
