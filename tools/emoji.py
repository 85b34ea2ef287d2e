"""Makes the table of emoji short codes that GitHub does not have: those of Twemoji and EmojiOne.

A development tool: `python tools/emoji.py`. Needs pymdown-extensions 13.1, whose tables say which code stands for which
code points. What it writes, src/icons/emoji.txt, is committed: a line for each code, `name emoji`, sorted by name.
"""

from pathlib import Path

from pymdownx import emoji1_db, gemoji_db, twemoji_db

ROOT = Path(__file__).resolve().parent.parent


def named(tables):
    """The characters by name of some tables, the first table's meaning first."""
    found = {}
    for table in tables:
        for name, entry in table.emoji.items():
            points = entry.get("unicode_alt") or entry["unicode"]
            found.setdefault(name.strip(":"), "".join(chr(int(point, 16)) for point in points.split("-")))
        for name, meant in table.aliases.items():
            if (text := found.get(meant.strip(":"))) is not None:
                found.setdefault(name.strip(":"), text)
    return found


def main():
    known = {name.strip(":") for name in (*gemoji_db.emoji, *gemoji_db.aliases)}
    lines = sorted(f"{name} {text}" for name, text in named((twemoji_db, emoji1_db)).items() if name not in known)
    lines.sort(key=lambda line: line.split(" ")[0].encode())
    (ROOT / "src/icons/emoji.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} short codes")


if __name__ == "__main__":
    main()
