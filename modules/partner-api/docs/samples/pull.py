# CARAVAN_KEY=cvn_… python3 pull.py: all that was announced since the last run. Once an hour is enough.
import json
import os
import urllib.parse
import urllib.request
from pathlib import Path

place, file = "{{publicUrl}}/v1/articles", Path("cursor.txt")
cursor = file.read_text() if file.exists() else ""
more = True

while more:
    query = {"limit": 100, **({"cursor": cursor} if cursor else {})}
    request = urllib.request.Request(
        f"{place}?{urllib.parse.urlencode(query)}",
        headers={"Authorization": f"Bearer {os.environ['CARAVAN_KEY']}"},
    )
    with urllib.request.urlopen(request) as answer:
        page = json.load(answer)
    for announced in page["articles"]:
        data = announced["data"]
        if data.get("takenBack"):
            continue  # its withdrawal comes later in the list
        print(announced["type"], data["id"], data["version"], data["title"])  # store it, by id and version
    cursor, more = page["next"], page["more"]
    file.write_text(cursor)  # only once all of the page is stored
