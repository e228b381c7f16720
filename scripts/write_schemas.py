"""Write schemas/ anew from the records."""

from pathlib import Path

from pipeline.store import save_bytes, schema_files

FOLDER = Path(__file__).parent.parent / "schemas"

for name, data in schema_files().items():
    save_bytes(data, FOLDER / name)
