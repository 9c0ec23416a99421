"""The tables of the ledger: their columns, types, keys and what each column means. One place, from which Parquet, DuckDB,
`datapackage.json` and the docs are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, cast

Type = Literal["string", "integer", "number", "boolean", "date", "list", "regions"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, type, and one sentence on its meaning."""

    name: str
    type: Type
    about: str


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: its columns in order, its primary key, and the tables its ids lead to."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: str | None
    foreign: tuple[tuple[str, str], ...] = ()  # (column, table)


def _columns(spec: str) -> tuple[Column, ...]:
    """`name:type about` a line."""
    rows = (line.split(None, 1) for line in spec.splitlines() if line)
    return tuple(
        Column(name, cast(Type, kind), about)
        for (name, kind), about in ((head.split(":"), about) for head, about in rows)
    )


_SPANS = """
start_char:integer start in documents.text (half-open, code points)
end_char:integer end in documents.text
source_start:integer start in the source text as decoded
source_end:integer end in the source text
page:integer page, counted from 1, where the format has pages
table:integer number of the table, counted from 1, for a mention in a table cell
row:integer row in that table, counted from 0, header rows included
column:integer column in that table, counted from 0
text:string the words, letter for letter, as in documents.text
"""
_MADE_BY = """
rule_id:string the rule or model version that made the value
confidence:number 0 to 1: how often what this rule makes was wholly right on annotated bulletins; 1 where a person looked
"""

TABLES: Final = {
    t.name: t
    for t in (
        TableSchema("documents", "One row a bulletin.", _columns("""
doc_id:string first 16 hex digits of the SHA-256 of the source bytes
source_uri:string where the bulletin was read from
source_uris:list all places where exactly these bytes lie
sha256:string SHA-256 of the source bytes
media_type:string media type recognised by the content
encoding:string character encoding of the source; gb18030+utf-8: of what had been read as Latin letters and saved as UTF-8
title:string title as printed, simplified
publisher:string who published it: by its metadata, else the one body that signs it or is said to
published_on:date when it was published, only where printed or given by metadata
reported_on:date the last day as of which it reports, else the last day of a date at its head (2024年10月整改进展, 第五批 2024年4月20日)
reference_date:date what year-less and relative dates were resolved with
reference_basis:string printed, metadata, inferred or none
script:string hans, hant or mixed
restored:list kinds of damage undone
doc_type:string kind of bulletin
doc_type_score:number calibrated probability
domain:string field
domain_score:number calibrated probability
regions:regions the divisions the bulletin is about: name and GB/T 2260 code
campaign_id:string the inspection campaign it speaks of
text:string the restored, simplified reading text
n_pages:integer pages, where the format has pages
warnings:list what could not be resolved or read: stage, code and what to do, parted by a colon and a blank; the codes are listed below
schema_version:string version of these tables
pipeline_version:string version of the pipeline that made the row
"""), "doc_id", (("campaign_id", "campaigns"),)),
        TableSchema("sections", "Headings and their spans.", _columns("""
section_id:string id
doc_id:string the bulletin
level:integer 1 for 一、, 2 for （一）, …
number:string as printed
title:string the heading without its number
start_char:integer start of the heading in documents.text
end_char:integer end of the section, subsections included
source_start:integer start in the source text
source_end:integer end in the source text
"""), "section_id", (("doc_id", "documents"),)),
        TableSchema("dates", "One row a calendar expression.", _columns("""
date_id:string id
doc_id:string the bulletin
""" + _SPANS + """
from_date:date first day, null for an open start
to_date:date last day, null for an open end
granularity:string day, month, quarter, half, year or period
role:string what the date is for
""" + _MADE_BY), "date_id", (("doc_id", "documents"),)),
        TableSchema("counts", "One row a quantity.", _columns("""
count_id:string id
doc_id:string the bulletin
""" + _SPANS + """
value:number in the base unit; null where damage took a digit
value_to:number upper end of a range
comparator:string eq, approx, gt or lt
unit:string measure word or unit, simplified
object:string what is counted
status:string what is said of it
as_of:date the day for which it holds
region_adcode:string the division the figure is for
part_of:string count_id of the whole it is a part of
each_of:integer how many the figure is told of each: 2 in 甲县、乙县各3件, which are 6 in all
""" + _MADE_BY), "count_id", (("doc_id", "documents"), ("part_of", "counts"))),
        TableSchema("mentions", "One row a party mention.", _columns("""
mention_id:string id
doc_id:string the bulletin
""" + _SPANS + """
party_id:string the party
role:string its role in this bulletin
""" + _MADE_BY), "mention_id", (("doc_id", "documents"), ("party_id", "parties"))),
        TableSchema("parties", "One row a canonical party.", _columns("""
party_id:string id, the same in every bulletin
name:string canonical name, simplified
kind:string kind of body
adcode:string GB/T 2260 code of its division
level:string central to village
aliases:list printed forms met
"""), "party_id"),
        TableSchema("tasks", "One row a task, complaint, finding, case or commitment.", _columns("""
task_id:string id
task_key:string the same for the same task in later bulletins of its campaign
doc_id:string the bulletin
""" + _SPANS + """
kind:string rectification, complaint, finding, case or commitment
number:string as printed
title:string statement of the task, at most 40 characters
problem:string the problem in full
target:string 整改目标
measures:list 整改措施
status:string how far it is
status_text:string the words that say so; of a bare mark (是, √), or where none say so, what is told of the work
status_as_of:date the day for which the status holds: the 截至 told in the task or of the page
verified:string 是否属实: yes, partly or no
deadline_from:date first day of the time allowed
deadline_to:date last day
deadline_text:string as printed
deadline_kind:string by, within, during, immediate or ongoing
completed_on:date when it was done
categories:list fields it touches
region_adcode:string the division it lies in
lead_text:string 牵头单位 as printed, bodies that have no row of their own (市有关部门) included
responsible_text:string 责任单位 as printed
subject_text:string whom or what it is about, as a column of its own (单位, 企业名称) or the heading above names it
""" + _MADE_BY), "task_id", (("doc_id", "documents"),)),
        TableSchema("assignments", "Task x party, with the party's part in it.", _columns("""
task_id:string the task
party_id:string the party
mention_id:string where it is named
role:string lead, responsible, cooperating, supervisor, acceptance or accountable
doc_id:string the bulletin
"""), None, (("task_id", "tasks"), ("party_id", "parties"), ("mention_id", "mentions"))),
        TableSchema("campaigns", "One row an inspection campaign.", _columns("""
campaign_id:string id
name:string name
level:string central, province, prefecture or county
kind:string inspection, look_back, special, audit, discipline, safety or other
round:integer 轮
batch:integer 批
inspector_party_id:string who inspected
region_adcode:string the division inspected
inspected_from:date first day on site
inspected_to:date last day on site
feedback_on:date when the findings were fed back
rule_id:string where round and batch come from: campaign.round where they are printed, campaign.calendar where only one announced inspection fits
"""), "campaign_id", (("inspector_party_id", "parties"),)),
        TableSchema("checks", "Arithmetic and consistency findings.", _columns("""
check_id:string id
doc_id:string the bulletin
rule:string which check
ok:boolean whether it holds
detail:string what was compared, in words
record_ids:list the records compared
"""), "check_id", (("doc_id", "documents"),)),
        TableSchema("reprints", "Bulletins with the same figures, or almost the same words, as another one.", _columns("""
doc_id:string the bulletin
same_as:string the first bulletin it is like
basis:string what they share: figures or words
"""), None, (("doc_id", "documents"), ("same_as", "documents"))),
        TableSchema("campaign_links", "Campaigns that are one inspection, as bulletins that tell different parts of it name them.", _columns("""
campaign_id:string the campaign
same_as:string another that is the same inspection
basis:string what both tell: stay (days on site), feedback (its day), year or team
confidence:number how sure such a link is, as judged and not measured
"""), None, (("campaign_id", "campaigns"), ("same_as", "campaigns"))),
        TableSchema("task_links", "Tasks that are one under several keys.", _columns("""
task_key:string the task
same_as:string the key of the same task in another bulletin
basis:string receipt (number of a complaint), number (in the list, and words alike), words, or matter (words, where one is told as a case)
confidence:number how sure such a link is, as judged and not measured
"""), None),
        TableSchema("failures", "Sources that could not be read, and why.", _columns("""
source_uri:string the source
sha256:string SHA-256 of its bytes, where they could be read
stage:string where it failed
reason:string class of failure
message:string what happened and what to do
attempts:integer how often it was tried
"""), None),
    )
}  # fmt: skip

LINKS: Final = ("reprints", "campaign_links", "task_links")  # tables of what several documents tell together
