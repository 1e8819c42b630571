"""The lake: what every run wrote, as Parquet files under HOME/lake, and which runs stand.

    lake/<table>/run=<run_id>/<part>.parquet   complete row sets of the articles a run processed
    lake/<table>/compacted=<run_id>/…          the same of many old runs (warehouse.lake.compaction)
    lake/_runs/<run_id>.json                   marker: the run ended, how, which files are its own, and their SHA-256
    lake/_compaction.json                      which runs were compacted, and into which files
    lake/_published.json                       SHA-256 of the files that were published (warehouse.lake.published_files)
    lake/_damaged/…                            files whose bytes had changed, set aside (warehouse.lake.damage)

A run without a marker is ignored. A run *stands* when it was published or changed nothing; `runs`, `validations` and
`quarantine` of the others are still read, their data and `raw_files` are not. Runs are ordered by the sequence their
marker was given, not by a clock.
"""
